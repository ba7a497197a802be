import { ApiObject, App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Advice, Cluster, StorageAnalysis } from '../../../src';

const loadYaml = (text: string): any[] => parseAllDocuments(text).map((document) => document.toJS());
const ANNOTATION = 'cdk8s-openstack/acknowledge';

function volume(scope: Chart, name: string, annotations?: { [key: string]: string }): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' }, claimRef: { name: 'db' }, nfs: { server: 'nfs.example.com', path: '/exports' } },
  } as any);
}

function tree() {
  const app = new App({ outdir: '/nonexistent' });
  return { app, chart: new Chart(app, 'prod') };
}

/** What a check of the rendered YAML says, and the annotations in it. */
function checked(app: App) {
  const objects = loadYaml(app.synthYaml());
  const { findings, acknowledged } = StorageAnalysis.ofManifests(objects);
  return {
    annotations: objects.map(({ metadata }: any) => metadata.annotations?.[ANNOTATION]),
    open: findings.map(({ rule, object }) => `${rule} ${object.name}`),
    closed: acknowledged.map(({ rule, acknowledged: reason }) => `${rule} ${reason}`),
  };
}

test('an acknowledgement in code closes the finding in the written YAML, also on objects that come later', () => {
  const { app, chart } = tree();
  volume(chart, 'a');
  Advice.of(chart).acknowledge('BND009', 'restored by hand');
  volume(chart, 'b');
  const { annotations, open, closed } = checked(app);
  expect(annotations).toEqual(['BND009=restored by hand', 'BND009=restored by hand']);
  expect(closed).toEqual(['BND009 restored by hand', 'BND009 restored by hand']);
  expect(open).not.toContain('BND009 a');
});

test('objects that do not need what their chart acknowledges are not reported', () => {
  const { app, chart } = tree();
  Advice.of(chart).acknowledge('BND009', 'restored by hand');
  volume(chart, 'a');
  new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
  expect(checked(app).open.filter((line) => line.startsWith('INP'))).toEqual([]);
});

test('an acknowledgement that no object needs is reported once', () => {
  const { app, chart } = tree();
  Advice.of(chart).acknowledge('BND010', 'gone');
  volume(chart, 'a');
  volume(chart, 'b');
  expect(checked(app).open.filter((line) => line.startsWith('INP'))).toEqual(['INP006 a']);
});

test('what an object says itself stays and comes first, and the nearest construct counts', () => {
  const { app, chart } = tree();
  const inner = new Chart(chart, 'inner');
  Advice.of(chart).acknowledge('BND009', 'outer');
  Advice.of(chart).acknowledge('BND017', 'large');
  Advice.of(inner).acknowledge('BND017', 'larger');
  volume(inner, 'a', { [ANNOTATION]: 'BND009=own;' });
  expect(checked(app).annotations).toEqual(['BND009=own; BND017=larger']);
  expect(checked(app).annotations).toEqual(['BND009=own; BND017=larger']);
});

test('ids of advice alone are not written, and templates of pods stay as they are', () => {
  const { app, chart } = tree();
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
  new ApiObject(chart, 'a', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { selector: { matchLabels: { app: 'a' } }, template } } as any);
  Advice.of(chart).acknowledge('CLUSTER_NAME_TWICE', 'two projects');
  const before = app.synthYaml();
  expect(before).not.toContain('annotations');
  Advice.of(chart).acknowledge('ACM002', 'replaced by hand');
  const [deployment] = loadYaml(app.synthYaml()) as any[];
  expect(deployment.metadata.annotations).toEqual({ [ANNOTATION]: 'ACM002=replaced by hand' });
  expect(deployment.spec.template).toEqual(template);
});

test('an analysis in code says the same before and after synth', () => {
  const { app, chart } = tree();
  const cluster = new Cluster(chart, 'cluster', {});
  Advice.of(cluster).acknowledge('BND009', 'restored; BND010=by hand');
  Advice.of(cluster).acknowledge('BND010', 'gone');
  volume(cluster as any, 'a');
  volume(cluster as any, 'b');
  const said = () => {
    const { findings, acknowledged } = StorageAnalysis.of(cluster);
    return [...findings, ...acknowledged].map(({ rule, construct, acknowledged: reason }) => [rule, construct, reason]);
  };
  const before = said();
  app.synthYaml();
  expect(said()).toEqual(before);
  expect(before.filter(([rule]) => rule === 'INP006')).toEqual([['INP006', 'prod/cluster', undefined]]);
});
