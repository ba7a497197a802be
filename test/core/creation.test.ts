import { ApiObject, App, Chart } from 'cdk8s';
import { Advice, Cluster, fleet, StorageAnalysis, StorageClass } from '../../src';
import { created, placeOf } from '../../src/core/creation';

const FILE = 'test/core/creation.test.ts';
/** The line below the one that calls this, counted by the engine itself. */
const nextLine = () => Number(/creation\.test\.ts:(\d+)/.exec(new Error().stack!.split('\n')[2])![1]) + 1;

function chart(app: App = new App({ outdir: '/nonexistent' })): Chart {
  return new Chart(app, 'prod');
}

test('a construct knows the line of the user that creates it, and what it emits knows the same', () => {
  const scope = chart();
  const line = nextLine();
  const made = new StorageClass(scope, 'fast', { provisioner: 'ebs.csi.aws.com' });
  for (const construct of [made, ...made.node.findAll()]) expect(placeOf(construct)).toEqual({ file: FILE, line });
  expect(created(made)).toBe(` (${FILE}:${line})`);
});

test('a finding of the analysis names file and line', () => {
  const scope = chart();
  const line = nextLine();
  new StorageClass(scope, 'fast', { provisioner: 'ebs.csi.aws.com', parameters: { tpye: 'gp3' } });
  const [finding] = StorageAnalysis.of(scope).findings;
  expect(finding).toMatchObject({ construct: 'prod/fast/StorageClass', file: FILE, line });
});

test('advice names file and line, and so does the line that synth prints', () => {
  const scope = chart();
  const line = nextLine();
  new StorageClass(scope, 'fast', { provisioner: 'rancher.io/local-path', allowVolumeExpansion: true });
  expect(Advice.of(scope).open[0]).toMatchObject({ id: 'LOC015', file: FILE, line });
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  scope.node.root.node.validate();
  const printed = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  expect(printed).toMatch(/^info LOC015 prod\/fast\/StorageClass allowVolumeExpansion: /);
  expect(printed.endsWith(` (${FILE}:${line})\n`)).toBe(true);
});

test('an object that is emitted twice is told with both places', () => {
  const scope = new Cluster(new App({ outdir: '/nonexistent' }), 'prod');
  const line = nextLine();
  for (const id of ['a', 'b']) new StorageClass(new Chart(scope, id), 'fast', { provisioner: 'ebs.csi.aws.com', name: 'fast' });
  expect(scope.node.validate()).toEqual([expect.stringMatching(`${FILE}:${line} and ${FILE}:${line}\\)$`)]);
});

test('objects of others have the place of the construct around them, else none', () => {
  const scope = chart();
  const line = nextLine();
  const inner = new Cluster(scope, 'inner');
  const object = { apiVersion: 'v1', kind: 'ConfigMap' };
  expect(placeOf(new ApiObject(inner, 'settings', object))).toEqual({ file: FILE, line });
  expect(placeOf(new ApiObject(chart(), 'settings', object))).toBeUndefined();
});

test('frames of packages and of Node are none of the user, and addresses of modules are paths', () => {
  const scope = chart();
  const place = (...trace: string[]) => {
    const object = new ApiObject(scope, `o${scope.node.children.length}`, { apiVersion: 'v1', kind: 'ConfigMap' });
    (object.node as any)._metadata.push({ type: 'made', data: 0, trace });
    return placeOf(object);
  };
  expect(place('Chart.x (/app/node_modules/cdk8s/lib/chart.js:1:1)', 'node:internal/main:1:1', 'main (/app/my dir (1)/main.ts:7:3)'))
    .toEqual({ file: '/app/my dir (1)/main.ts', line: 7 });
  expect(place('at file:///app/a%20b/main.mjs:9:1')).toEqual({ file: '/app/a b/main.mjs', line: 9 });
  expect(place('Object.<anonymous> (/app/main.js:3:1)')).toEqual({ file: '/app/main.js', line: 3 });
  expect(place('at new Promise (<anonymous>)', 'eval (main:1:1)')).toBeUndefined();
});

test('an app that writes a fleet keeps no stacks', () => {
  const scope = chart(new fleet.FleetApp({ outdir: '/nonexistent' }));
  expect(placeOf(new StorageClass(scope, 'fast', { provisioner: 'ebs.csi.aws.com' }))).toBeUndefined();
});
