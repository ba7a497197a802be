/*
 * Bench of the storage analysis: `npm run bench:analysis`. Prints a table and exits with 1 if a bar fails;
 * --quick leaves the worst cases out.
 *
 *   CPU time against the `yaml` package: from parsed objects, 10,000 claims and 10,000 volumes in 100 classes take at most half of what parsing their
 *   YAML takes in the same run.
 *   Memory: that plan needs at most 500 MiB.
 *   Growth: from 5,000 to 50,000 claims the CPU time grows at most 15 times.
 *   Files on disk: whole processes of `check` against js-yaml and kubeconform, see analysis/files.ts.
 *   Worst cases: everything in one class, contests of a thousand claims, pods over nodes; each ends within seconds.
 */
import { parseAllDocuments, stringify } from 'yaml';
import { measureFiles } from './analysis/files';
import { cpu, finish, judge } from './measure';
import { Arrival, StoragePlan } from '../../src/analysis';

interface Case { readonly name: string; readonly objects: any[]; readonly arrival?: Arrival }
interface Measured { readonly cpu: number; readonly outcomes: string }

const MOST_OF_YAML = 0.5;
const MOST_MEMORY = 500;
const MOST_GROWTH = 15;
const MOST_SECONDS = 20;
const isQuick = process.argv.includes('--quick');
const RUNS = isQuick ? 1 : 3;

function volume(i: number, className: string, size: string, more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${i}`, labels: { app: 'web' } },
    spec: {
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: className,
      csi: { driver: 'cinder.csi.openstack.org', volumeHandle: `handle-${i}`, fsType: 'ext4' },
      ...more,
    },
  };
}

function claim(i: number, className: string, size: string, more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `claim-${i}`, namespace: 'default', labels: { app: 'web' } },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName: className, ...more },
  };
}

function storageClass(name: string, volumeBindingMode = 'Immediate', provisioner = 'kubernetes.io/no-provisioner'): any {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode };
}

/** As many claims as volumes, spread over classes; sizes repeat so that ties and contests occur. */
function spread(count: number, classes: number): any[] {
  const of = (i: number) => `class-${i % classes}`;
  const size = (i: number) => `${1 + (Math.floor(i / classes) * 7919) % 50}Gi`;
  return [
    ...range(classes).map((i) => storageClass(`class-${i}`)),
    ...range(count).map((i) => volume(i, of(i), size(i))),
    ...range(count).map((i) => claim(i, of(i), size(i + 31 * classes))),
  ];
}

/** Local volumes of a node each, and a StatefulSet that spreads over them. */
function local(count: number, nodes: number): any[] {
  const on = (node: number) => ({
    csi: undefined,
    local: { path: '/mnt/disks/a' },
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [`n${node}`] }] }] } },
  });
  return [
    storageClass('local', 'WaitForFirstConsumer'),
    ...range(nodes).map((i) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: `n${i}`, labels: { 'kubernetes.io/hostname': `n${i}` } } })),
    ...range(count).map((i) => volume(i, 'local', `${10 + i % 3}Gi`, on(i % nodes))),
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        replicas: count,
        podManagementPolicy: 'Parallel',
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { containers: [{ name: 'db', image: 'db:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim(0, 'local', '5Gi').spec }],
      },
    },
  ];
}

/** Claims with differing access modes and selectors over shared volumes: no short cut applies. */
function tangled(count: number): any[] {
  const modes = [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadOnlyMany'], ['ReadOnlyMany']];
  return [
    ...range(count).map((i) => ({ ...volume(i, 'x', `${1 + i % 17}Gi`, { accessModes: i % 2 ? modes[1] : [...modes[1], 'ReadWriteMany'] }) })),
    ...range(count).map((i) => claim(i, 'x', `${1 + (i * 5) % 19}Gi`, { accessModes: modes[i % 3], ...i % 7 ? {} : { selector: { matchLabels: { app: 'web' } } } })),
  ];
}

/** Claims with a selector of their own each, over volumes that all differ. */
function choosy(count: number): any[] {
  return range(count).flatMap((i) => [
    labelled(volume(i, 'x', `${1 + i % 50}Gi`), i), claim(i, 'x', '1Gi', { selector: { matchExpressions: [{ key: 'of', operator: 'NotIn', values: [`${i}`] }] } }),
  ]);
}

/** Equal claims of one pod. */
function onePod(claims: number, volumes: number): any[] {
  const [pod] = local(1, 1).slice(-1).map(({ spec }) => spec.template.spec);
  return [
    ...local(volumes, 3).slice(0, -1).map((object, i) => labelled(object, i)),
    ...range(claims).map((i) => claim(i, 'local', '1Gi', { selector: { matchExpressions: [{ key: 'of', operator: 'Exists' }] } })),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'default' },
      spec: {
        containers: pod.containers.map(({ name, image }: any) => ({ name, image })),
        volumes: range(claims).map((i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName: `claim-${i}` } })),
      },
    },
  ];
}

function labelled(object: any, i: number): any {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, of: `${i}` } } };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function measure({ objects, arrival }: Case, runs = RUNS): Measured {
  let plan: StoragePlan | undefined;
  const seconds = cpu(() => {
    plan = StoragePlan.ofManifests(objects, { closedWorld: true, arrival });
    plan.toJson();
  }, runs);
  const counts = new Map<string, number>();
  for (const { outcome } of plan!.claims) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return { cpu: seconds, outcomes: [...counts].map(([outcome, n]) => `${outcome} ${n}`).join(', ') };
}

const failures: string[] = [];

function bar(name: string, value: number | undefined, limit: number, unit: string, why = ''): void {
  if (judge(name, value, limit, unit, why).verdict === 'fails') failures.push(name);
}

function row(name: string, { cpu: seconds, outcomes }: Measured): void {
  process.stdout.write(`     ${name.padEnd(58)} ${seconds.toFixed(2)} s  ${outcomes}\n`);
}

/** Peak of the memory that the plan adds to what its objects take. */
function memory(objects: any[]): number {
  global.gc?.();
  const plan = StoragePlan.ofManifests(objects, { closedWorld: true });
  return plan.claims.length ? process.resourceUsage().maxRSS / 1024 : NaN;
}

const set = spread(10_000, 100);
const peak = memory(set);
const analysis = measure({ name: '', objects: set });
row('10,000 claims, 10,000 volumes, 100 classes', analysis);
const written = set.map((object) => stringify(object)).join('---\n');
const parsing = cpu(() => parseAllDocuments(written).map((document) => document.toJS()));
process.stdout.write(`     ${'the same set parsed by the yaml package'.padEnd(58)} ${parsing.toFixed(2)} s  ${(written.length / 1e6).toFixed(1)} MB\n`);
bar('analysis / parsing, CPU time', analysis.cpu / parsing, MOST_OF_YAML, '');
bar('peak memory of the process', peak, MOST_MEMORY, ' MiB');

const small = measure({ name: '', objects: spread(5_000, 100) });
const large = measure({ name: '', objects: spread(50_000, 100) });
row('5,000 claims', small);
row('50,000 claims', large);
bar('growth from 5,000 to 50,000 claims', large.cpu / small.cpu, MOST_GROWTH, ' x');

measureFiles(spread, bar, isQuick);

const worst: Case[] = isQuick ? [] : [
  ...[Arrival.VOLUMES_FIRST, Arrival.DOCUMENT_ORDER, Arrival.ANY].flatMap((arrival): Case[] => [
    { name: `10,000 in one class, ${arrival}`, objects: spread(10_000, 1), arrival },
    { name: `10,000 equal ones in one class, ${arrival}`, objects: [...range(10_000).map((i) => volume(i, '', '1Gi')), ...range(10_000).map((i) => claim(i, '', '1Gi'))], arrival },
    { name: `a tangle of 1,000 claims, ${arrival}`, objects: tangled(1_000), arrival },
    { name: `a tangle of 10,000 claims, ${arrival}`, objects: tangled(10_000), arrival },
    { name: `1,000 replicas over local volumes of 100 nodes, ${arrival}`, objects: local(1_000, 100), arrival },
    { name: `1,000 claims that each refuse one volume, ${arrival}`, objects: choosy(1_000), arrival },
    { name: `a pod of 12 claims over volumes that all differ, ${arrival}`, objects: onePod(12, 60), arrival },
    { name: `10,000 claims and volumes, a class each, ${arrival}`, objects: range(10_000).flatMap((i) => [volume(i, `v${i}`, '1Gi'), claim(i, `c${i}`, '1Gi')]), arrival },
    { name: `30 tangles of 12 claims, ${arrival}`, objects: range(30).flatMap((k) => tangled(12).map((object) => renamed(object, k))), arrival },
  ]),
];
for (const one of worst) {
  const measured = measure(one, 1);
  row(one.name, measured);
  if (measured.cpu > MOST_SECONDS) bar(one.name, measured.cpu, MOST_SECONDS, ' s');
}
finish(failures);

function renamed(object: any, k: number): any {
  return { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-${k}` }, spec: { ...object.spec, storageClassName: `x${k}` } };
}
