import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Advice, Cluster, FindingSeverity, RulePreset, StorageAnalysis } from '../../../src';
import { stderrOf } from '../../support/synth';

/** A volume with an error (BND009), or without. */
function volume(scope: Construct, name: string, claimRef: object): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' }, claimRef, nfs: { server: 'nfs.example.com', path: '/exports' } },
  } as any);
}
const BAD = { name: 'db' };
const UNUSED = { name: 'db', namespace: 'shop' }; // info in an open world: nothing creates that claim

describe('of plain objects', () => {
  const objects = [{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec: { claimRef: BAD } }, 'no object', null, 7];

  test('never throws, and tells what is no object', () => {
    const analysis = StorageAnalysis.ofManifests(objects);
    expect(analysis.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['INP003', 'BND009']));
    expect(analysis.summary.error).toBeGreaterThan(0);
  });

  test('gives the same report in all forms', () => {
    const analysis = StorageAnalysis.ofManifests(objects);
    expect(analysis.toText()).toContain('BND009');
    expect(analysis.toJson().findings).toHaveLength(analysis.findings.length);
    expect(analysis.toSarif().runs[0].results).toHaveLength(analysis.findings.length);
  });

  test('compares with the objects of the last render', () => {
    const storageClass = (type: string) => ({
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'cinder.csi.openstack.org', parameters: { type },
    });
    const rules = (previous?: any[]) => StorageAnalysis.ofManifests([storageClass('nvme')], { previous }).findings.map(({ rule }) => rule);
    expect(rules([storageClass('ssd')])).toContain('CLS006');
    expect(rules([storageClass('nvme')])).not.toContain('CLS006');
    expect(rules()).not.toContain('CLS006');
  });

  test('runs rules of taste only when asked to', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: {
        securityContext: { runAsUser: 1001 },
        containers: [{ name: 'web', image: 'nginx', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      },
    };
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'cinder.csi.openstack.org' };
    const rules = (preset?: RulePreset) => StorageAnalysis.ofManifests([pod, claim, storageClass], { preset }).findings.map(({ rule }) => rule);
    expect(rules(RulePreset.STRICT)).toContain('GIT007');
    expect(rules()).not.toContain('GIT007');
  });

  test.each([
    [FindingSeverity.ERROR, [true, true, true]],
    [FindingSeverity.INFO, [false, false, true]],
  ])('with findings of %s fails on error, warning, info: %j', (severity, expected) => {
    const claimRef = severity === FindingSeverity.ERROR ? BAD : UNUSED;
    const app = new App({ outdir: '/nonexistent' });
    volume(new Chart(app, 'c'), 'a', claimRef);
    const analysis = StorageAnalysis.of(app);
    expect([FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO].map((s) => analysis.isFailing(s))).toEqual(expected);
    expect(analysis.isFailing()).toBe(expected[0]);
  });

  test('a warning fails where warnings do; nothing never fails', () => {
    const failing = (findings: any[]) => {
      const analysis = StorageAnalysis.ofManifests(findings);
      return [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO].map((s) => analysis.isFailing(s));
    };
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'a', namespace: 'shop', annotations: { 'volume.alpha.kubernetes.io/storage-class': 'x' } },
      spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    expect(failing([claim])).toEqual([false, true, true]);
    expect(failing([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }])).toEqual([false, false, false]);
  });
});

describe('of constructs', () => {
  test('findings name the construct, and the source line where the stack is recorded', () => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'storage');
    const object = volume(chart, 'a', BAD);
    expect(StorageAnalysis.of(app).findings).toMatchObject([{ rule: 'BND009', construct: 'storage/a' }]);
    object.node.addMetadata('made', 'here', { stackTrace: true });
    expect(StorageAnalysis.of(app).findings).toMatchObject([{ file: expect.stringContaining('storage-analysis.test.ts'), line: expect.any(Number) }]);
  });

  test('each cluster of an app is judged alone, for its own versions', () => {
    const app = new App({ outdir: '/nonexistent' });
    for (const [id, kubernetesVersion] of [['old', '1.33'], ['new', '1.36']]) {
      const chart = new Chart(new Cluster(app, id, { kubernetesVersion }), 'chart');
      new ApiObject(chart, 'claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { storageClassName: 'fast', volumeAttributesClassName: 'gold', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      } as any);
    }
    const found = StorageAnalysis.of(app).findings.map(({ rule, construct }) => `${rule} ${construct}`);
    expect(found).toEqual(expect.arrayContaining(['CLS017 old/chart/claim']));
    expect(found).not.toContain('CLS017 new/chart/claim');
    expect(found.filter((line) => line.startsWith('INP002'))).toEqual([]); // the same name in two clusters
  });

  test('an acknowledgement on a construct holds for all below it', () => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'storage');
    volume(chart, 'a', BAD);
    Advice.of(chart).acknowledge('BND009', 'restored by hand');
    const analysis = StorageAnalysis.of(app);
    expect(analysis.findings).toEqual([]);
    expect(analysis.acknowledged).toMatchObject([{ rule: 'BND009', acknowledged: 'restored by hand' }]);
  });

  test('an acknowledgement above the analysed construct holds, and is not called needless', () => {
    const app = new App({ outdir: '/nonexistent' });
    const [first, second] = ['a', 'b'].map((id) => new Chart(app, id));
    volume(first, 'bad', BAD);
    volume(second, 'good', { name: 'db', namespace: 'shop', uid: '' });
    Advice.of(app).acknowledge('BND009', 'restored by hand');
    expect(StorageAnalysis.of(first).findings).toEqual([]);
    expect(StorageAnalysis.of(second).findings.map(({ rule }) => rule)).not.toContain('INP006');
  });

  test('an acknowledgement that nothing needs is a finding about its construct', () => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'storage');
    volume(chart, 'a', UNUSED);
    Advice.of(chart).acknowledge('BND009', 'restored by hand');
    expect(StorageAnalysis.of(app).findings).toContainEqual(expect.objectContaining({ rule: 'INP006', construct: 'storage' }));
  });

  test('an app without objects has no findings', () => {
    expect(StorageAnalysis.of(new App({ outdir: '/nonexistent' })).findings).toEqual([]);
  });
});

describe('attached', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'analysis-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  test('synth fails on errors with the report, before a file is written', () => {
    const app = new App({ outdir: join(outdir, 'dist') });
    volume(new Chart(app, 'storage'), 'a', BAD);
    StorageAnalysis.attach(app);
    expect(() => app.synth()).toThrow(/BND009 the volume is reserved for claim "db" without a namespace/);
    expect(readdirSync(join(outdir, 'dist'))).toEqual([]);
  });

  test('what does not fail is printed once, and synth goes on', () => {
    const app = new App({ outdir });
    const chart = new Chart(app, 'storage');
    volume(chart, 'a', UNUSED);
    StorageAnalysis.attach(chart);
    const printed = stderrOf(() => {
      app.synth();
      app.synth();
    });
    expect(printed.match(/BND011/g)).toHaveLength(1);
    expect(existsSync(join(outdir, 'storage.k8s.yaml'))).toBe(true);
  });

  test('failOn lets warnings or infos fail too', () => {
    const app = new App({ outdir });
    volume(new Chart(app, 'storage'), 'a', UNUSED);
    StorageAnalysis.attach(app, { failOn: FindingSeverity.INFO });
    expect(() => app.synth()).toThrow(/BND011/);
  });

  test('says nothing when there is nothing to say', () => {
    const app = new App({ outdir });
    new Chart(app, 'storage');
    StorageAnalysis.attach(app);
    expect(stderrOf(() => app.synth())).toBe('');
  });

  describe('to an app of many charts', () => {
    const MANY = 20;
    /** How often each object is rendered while something runs. */
    function renderings(charts: number, attach: (app: App, charts: Chart[]) => void, run: (app: App) => void): number {
      const app = new App({ outdir });
      const made = Array.from({ length: charts }, (_, i) => new Chart(app, `c${i}`));
      made.forEach((chart, i) => volume(chart, `v${i}`, UNUSED));
      attach(app, made);
      const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
      stderrOf(() => run(app));
      const count = toJson.mock.calls.length;
      toJson.mockRestore();
      return count / charts;
    }
    class OwnApp extends App {
      public synth(): void {
        super.synth();
      }
    }

    test.each<[string, Parameters<typeof renderings>[1], Parameters<typeof renderings>[2]]>([
      ['the app', (app) => StorageAnalysis.attach(app), (app) => app.synth()],
      ['each chart', (_, charts) => charts.forEach((chart) => StorageAnalysis.attach(chart)), (app) => app.synth()],
      ['the app that is printed', (app) => StorageAnalysis.attach(app), (app) => app.synthYaml()],
    ])('%s: synth judges each object once, whatever the number of charts', (_, attach, run) => {
      expect(renderings(MANY, attach, run)).toBe(2);
    });

    test('each synth judges anew', () => {
      expect(renderings(MANY, (app) => StorageAnalysis.attach(app), (app) => {
        app.synth();
        app.synth();
      })).toBe(4);
    });

    test.each<[string, new (props: object) => App, (app: App) => void]>([
      ['synth', App, (app) => app.synth()],
      ['synth of an app of its own class', OwnApp, (app) => app.synth()],
      ['synthYaml', App, (app) => app.synthYaml()],
      ['toJson of a chart', App, (app) => app.charts[0].toJson()],
      ['a function of that name', App, (app) => ({ synth: () => app.charts[0].toJson() }).synth()],
    ])('%s after a change sees the change', (_, Kind, run) => {
      const app = new Kind({ outdir });
      const chart = new Chart(app, 'storage');
      StorageAnalysis.attach(chart);
      app.synth();
      run(app);
      volume(chart, 'late', BAD);
      expect(() => run(app)).toThrow(/BND009/);
    });

    test('a chart that a class of apps renders itself after a change is judged anew', () => {
      class Careless extends App {
        public synth(): void {
          super.synth();
          volume(this.charts[0], 'late', BAD);
          this.charts[0].toJson();
        }
      }
      const app = new Careless({ outdir });
      StorageAnalysis.attach(new Chart(app, 'storage'));
      expect(() => app.synth()).toThrow(/BND009/);
    });
  });
});
