import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import * as library from '../../../src';
import { Inventory } from '../../../src/analysis/model/inventory';
import { titleOf } from '../../../src/gitops/diff/compare';
import { toTypeScript } from '../../../src/gitops/migrate/code';
import { CHARTS, migrate, proof, rendered } from '../../../src/gitops/migrate/helm';
import { migrateManifests } from '../../../src/gitops/migrate/manifests';

const of = (chart: string, values: object, more: object = {}) => migrate({ chart, release: 'rel', namespace: 'kube-system', values, ...more });
const CCM = 'openstack-cloud-controller-manager';
const CINDER = 'openstack-cinder-csi';
const PATH = 'local-path-provisioner';
const STATIC = 'local-static-provisioner';
const named = (objects: any[], kind: string, name?: string) =>
  objects.find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
const render = (chart: string, values: object) => rendered(of(chart, values).program);
const driver = (objects: any[]) => named(objects, 'DaemonSet').spec.template.spec;

/*
 * What Helm itself renders is compared by tools/conformance/helm.ts; here are the values that several properties come from, and what has no
 * counterpart.
 */
describe('the cloud-controller-manager', () => {
  test('a cloud config becomes a file beside the program; its text stands neither in the program nor in what is listed', () => {
    const migration = of(CCM, { cloudConfig: { global: { 'auth-url': 'https://a', 'password': 'correct-horse' } }, secret: { name: 'mine' } });
    const program = toTypeScript(migration.program);
    expect(program).toContain("text: readFileSync('cloud.conf', 'utf8')");
    expect(program + migration.problems.join()).not.toContain('correct-horse');
    expect(Buffer.from(JSON.stringify(named(rendered(migration.program), 'Secret', 'mine'))).toString())
      .toMatch(/correct-horse|Y29ycmVjdC1ob3JzZ|b3JyZWN0LWhvcnNl|jb3JyZWN0LWhvcnN/);
  });

  test('Helm merges maps with its defaults, and null removes a key', () => {
    expect(driver(render(CCM, { nodeSelector: { a: 'b' } })).nodeSelector).toEqual({ 'node-role.kubernetes.io/control-plane': '', 'a': 'b' });
    expect(driver(render(CCM, { nodeSelector: { 'node-role.kubernetes.io/control-plane': null, 'a': 'b' } })).nodeSelector).toEqual({ a: 'b' });
    expect(driver(render(CCM, { tolerations: [] })).tolerations).toBeUndefined();
  });

  test('templates in arguments are read where they hold values only', () => {
    expect(driver(render(CCM, {
      controllerExtraArgs: '- --user-agent={{ .Release.Name }}\n- --a={{ '
      + '.Values.cluster.name }}',
      cluster: { name: 'c1' },
    })).containers[0].args).toEqual(expect.arrayContaining(['--user-agent=rel', '--a=c1']));
    expect(of(CCM, { controllerExtraArgs: '- --a={{ include "x" . }}' }).problems[1]).toBe('secret.create: the chart creates a cloud config '
      + 'without credentials, with which the controller crashes; the program refers to the Secret and does not create it');
    expect(of(CCM, { controllerExtraArgs: '- --a={{ include "x" . }}' }).problems[0])
      .toBe('controllerExtraArgs: the template {{ include "x" . }} is not read: write its result');
  });

  test('the version of the chart decides about release and labels', () => {
    const program = toTypeScript(of(CCM, {}, { version: '2.34.1' }).program);
    expect(program).toMatch(/Release\.V1_34/);
    expect(program).toMatch(/chartVersion: '2\.34\.1'/);
  });
});

describe('the Cinder CSI driver', () => {
  test.each<[string, object, object]>([
    ['the folder of the nodes', {}, { cloudConfigHostPath: '/etc/config' }],
    ['no config', { secret: { hostMount: false } }, { mountCloudConfig: false }],
  ])('%s as cloud config', (_, values, expected) => {
    expect(of(CINDER, values).program.statements[0].props).toMatchObject(expected);
  });

  test('topology is one switch where all three places of the chart are off, and an argument of the provisioner otherwise', () => {
    const off = { csi: { provisioner: { topology: 'false' }, plugin: { extraArgs: '- --with-topology=false' } } };
    expect(of(CINDER, off).program.statements[0].props.topology).toBe(false);
    const one = of(CINDER, { csi: { provisioner: { topology: 'false' } } }).program.statements[0].props as any;
    expect(one.topology).toBeUndefined();
    expect(one.controller.provisioner.extraArgs).toEqual(['--feature-gates=Topology=false']);
  });

  test('classes are those of the chart, and its own text', () => {
    const custom = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: sas}\nprovisioner: cinder.csi.openstack.org\n';
    const names = (values: object) => render(CINDER, values).filter(({ kind }) => kind === 'StorageClass').map(({ metadata }) => metadata.name);
    expect(names({})).toEqual(['csi-cinder-sc-delete', 'csi-cinder-sc-retain']);
    expect(names({ storageClass: { enabled: false, custom } })).toEqual(['sas']);
    expect(toTypeScript(of(CINDER, { storageClass: { delete: { isDefault: true }, retain: { isDefault: true } } }).program))
      .toContain('severalDefaultClasses: true');
  });

  test('what the API server would refuse is left out, and listed', () => {
    expect(of(CINDER, { csi: { plugin: { volumes: [] } } }).problems)
      .toEqual([expect.stringMatching(/^csi\.plugin\.volumeMounts: the pods have no volume cacert/)]);
    expect(of(CINDER, { secret: { enabled: true, create: true, name: 's', data: { 'other': 'x', 'cloud.conf': '[Global]\nauth-url=https://a\n' } } })
      .problems).toEqual([expect.stringMatching(/^secret\.data\.other: /)]);
  });
});

describe('the local provisioners', () => {
  test('the password of a registry is taken from the environment', () => {
    const { program } = of(PATH, {
      defaultSettings: { registrySecret: 's' },
      privateRegistry: { registryUrl: 'reg.example.com', registryUser: 'u', registryPasswd: 'correct-horse' },
    });
    expect(toTypeScript(program)).toContain("SecretText.fromEnv('REGISTRY_PASSWORD')");
    expect(toTypeScript(program)).not.toContain('correct-horse');
    expect(named(rendered(program), 'Deployment').spec.template.spec.containers[0].image)
      .toBe('reg.example.com/docker.io/rancher/local-path-provisioner:v0.0.37');
  });

  test('classes with their own folders', () => {
    const { program, problems } = of(PATH, {
      storageClassConfigs: {
        fast: {
          storageClass: { create: true, reclaimPolicy: 'Retain' },
          nodePathMap: [{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/fast'] }],
        },
      },
    });
    expect(problems).toEqual([]);
    expect(named(rendered(program), 'StorageClass')).toMatchObject({ metadata: { name: 'fast' }, reclaimPolicy: 'Retain' });
    expect(JSON.parse(named(rendered(program), 'ConfigMap').data['config.json']).storageClassConfigs.fast.nodePathMap)
      .toEqual([{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/fast'] }]);
  });

  test('the chart has a sample class, which is replaced as a whole', () => {
    const names = (values: object) => (of(STATIC, values).program.statements[0].props.classes as any[]).map(({ name, createStorageClass }) =>
      [name, createStorageClass]);
    expect(names({})).toEqual([['fast-disks', false]]);
    expect(names({ classes: [{ name: 'a', hostDir: '/a', storageClass: true }] })).toEqual([['a', undefined]]);
  });
});

describe.each(Object.keys(CHARTS))('%s', (chart) => {
  test('values that the chart does not have are listed, never dropped', () => {
    expect(of(chart, { nodeSelektor: { a: 'b' }, image: { digest: 'x' } }).problems.filter((line) => !line.startsWith('secret.create')))
      .toEqual(expect.arrayContaining(['nodeSelektor.a: the chart does not read it']));
  });

  test.each([null, 0, 'text', [], [1], { a: null },
    { secret: 'x', csi: [], classes: 'x', cloudConfig: 3, storageClass: [], serviceMonitor: 'on', podDisruptionBudget: 1 }])('values of any '
      + 'shape are translated or listed: %j', (values) => {
    expect(() => toTypeScript(of(chart, values as any).program)).not.toThrow();
  });

  test('a leaf has a counterpart in the program, or a part of the chart that reads it', () => {
    for (const { leaf, to, property } of CHARTS[chart].rows) expect([leaf, to === undefined || !property]).toEqual([leaf, false]);
  });
});

describe('the program', () => {
  test('renders what the proof compares', () => {
    const { program } = of(CINDER, {
      csi: { attacher: { extraArgs: '- --a="b\'c"' } },
      commonAnnotations: { 'a/b': 'x\'y\\z ü' },
      clusterID: 'c',
      priorityClassName: 'system-node-critical',
    });
    const source = toTypeScript(program).replace('app.synth();', 'result.push(...chart.toJson());');
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const result: any[] = [];
    const modules: { [name: string]: unknown } = { 'cdk8s': cdk8s, 'cdk8s-openstack': library };
    new Function('require', 'exports', 'result', outputText)((name: string) => modules[name], {}, result);
    expect(result).toEqual(rendered(program));
    expect(result.length).toBeGreaterThan(10);
  });

  test('is TypeScript, whatever texts the values hold', () => {
    const evil = '\'); process.exit(1); //\n`${x}`\u2028\\';
    const text = toTypeScript(of(PATH, { podAnnotations: { [evil]: evil }, extraArgs: [evil], nodeSelector: { __proto__x: evil } }).program);
    const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const strings: string[] = [];
    const visit = (node: ts.Node) => { if (ts.isStringLiteral(node)) strings.push(node.text); ts.forEachChild(node, visit); };
    visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
    expect(strings.filter((one) => one === evil).length).toBeGreaterThanOrEqual(3);
  });
});

test('the proof says what differs, and not what is only written in another way', () => {
  const { program } = of(STATIC, {});
  const installed = JSON.parse(JSON.stringify(rendered(program)));
  const config = named(installed, 'ConfigMap');
  config.data.storageClassMap = config.data.storageClassMap.replace(/- ([^"\s]+)/g, '- "$1"');
  const written = Inventory.ofManifests(rendered(program));
  expect(proof(written, Inventory.ofManifests(installed))).toEqual([]);
  named(installed, 'DaemonSet').spec.template.spec.priorityClassName = 'a';
  expect(proof(written, Inventory.ofManifests(installed)).map(({ object, notes }) => [titleOf(object), notes.map(({ effect }) => effect)]))
    .toEqual([[expect.stringContaining('DaemonSet'), ['restart']]]);
});

test('manifests become a program of the same objects, without what the cluster wrote and without Secrets', () => {
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'a',
        namespace: 'x',
        uid: 'u',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
      },
      data: { a: 'b' },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'y' }, data: { a: 'b' } },
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' }, spec: { capacity: { storage: '1Gi' } }, status: { phase: 'Bound' } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'x' }, stringData: { a: 'correct-horse' } },
  ];
  const { program, problems } = migrateManifests('main', Inventory.ofManifests(objects));
  expect(problems).toEqual([expect.stringMatching(/^Secret x\/s: /)]);
  expect(toTypeScript(program)).not.toMatch(/correct-horse|last-applied|phase/);
  expect(rendered(program).map(({ kind, metadata }) => [kind, metadata])).toEqual([
    ['ConfigMap', { name: 'a', namespace: 'x' }], ['ConfigMap', { name: 'a', namespace: 'y' }], ['PersistentVolume', { name: 'v' }],
  ]);
});
