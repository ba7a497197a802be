/*
 * Lets the real sidecars of the Manila CSI driver provision, expand, snapshot, restore and delete in a real cluster, with the RBAC objects that
 * `manila.ManilaCsi` renders and no other permissions: npx tsx tools/conformance/manila.ts
 *
 * Builds conformance/kubernetes and the sidecars of the newest release with Go (many minutes the first time). The driver itself is a stand-in that keeps
 * volumes in memory, because Manila's needs an OpenStack; it refuses calls without the Secret of the classes. Exits 1 when a step fails or the API server
 * refuses a request of the sidecars. Where the modules of the sidecars cannot be downloaded, it says SKIPPED and why.
 */
import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { buildKubernetes } from './build';
import { Auth, manila, ManilaProtocol, SecretText } from '../../src';

const SNAPSHOTTER = 'github.com/kubernetes-csi/external-snapshotter';

/** Go module and program of each sidecar, by the last part of its image. */
const MODULES: { readonly [image: string]: string } = {
  'csi-provisioner': 'github.com/kubernetes-csi/external-provisioner',
  'csi-resizer': 'github.com/kubernetes-csi/external-resizer',
  'csi-snapshotter': SNAPSHOTTER,
  'snapshot-controller': SNAPSHOTTER,
};
const STEPS = ['provision', 'expand', 'snapshot', 'restore', 'delete the snapshot', 'delete the volumes'];
const BIN = join(__dirname, '../../conformance/kubernetes/bin');

/** What a cluster says; see conformance/kubernetes/sidecars.go. */
interface Report { readonly steps: string[]; readonly forbidden: string[]; readonly requests: number; readonly failure?: string }

function skip(reason: string): never {
  process.stdout.write(`SKIPPED: ${reason}\nsummary: skipped\n`);
  process.exit(0);
}

/** The folder of a Go module. */
function download(path: string, version: string): string {
  const major = /^v(\d+)\./.exec(version)![1];
  const module = `${path}${Number(major) > 1 ? `/v${major}` : ''}@${version}`;
  const { stdout, stderr, status } = spawnSync('go', ['mod', 'download', '-json', module], { cwd: tmpdir(), encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout).Dir : skip(`${module} cannot be downloaded: ${(stderr || stdout).trim().split('\n').pop()}`);
}

/** A sidecar, built from its own module: it replaces others, which `go install` does not allow. */
function build(image: string, version: string): string {
  const binary = join(BIN, `${image}-${version}`);
  if (existsSync(binary)) return binary;
  const folder = mkdtempSync(join(tmpdir(), `${image}-`));
  cpSync(download(MODULES[image], version), folder, { recursive: true });
  if (MODULES[image] === SNAPSHOTTER) cpSync(download(`${SNAPSHOTTER}/client`, version), join(folder, 'client'), { recursive: true }); // replaced by this folder
  spawnSync('chmod', ['-R', 'u+w', folder]);
  mkdirSync(BIN, { recursive: true });
  process.stdout.write(`building ${image} ${version}\n`);
  const { status } = spawnSync('go', ['build', '-mod=mod', '-o', binary, `./cmd/${image}`], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  rmSync(folder, { recursive: true });
  return status === 0 ? binary : process.exit(1);
}

/** The objects of a driver with one class each. */
function render(aggregatedRoles: boolean): any[] {
  const chart = new Chart(new App({ outdir: tmpdir() }), 'manila');
  const auth = Auth.applicationCredential({ id: 'id', secret: SecretText.unsafe('secret') });
  const csi = new manila.ManilaCsi(chart, 'Manila', { aggregatedRoles, namespace: 'manila', global: { authUrl: 'https://keystone.example.com:5000/v3', region: 'RegionOne', auth } });
  csi.addStorageClass('shared', { protocol: ManilaProtocol.NFS, allowVolumeExpansion: true });
  csi.addSnapshotClass('shared', { protocol: ManilaProtocol.NFS });
  return chart.toJson();
}

/** The command of a sidecar of the rendered pod. */
function commandOf({ image, args, env = [] }: any): string[] {
  const [, name, version] = /([^/:]+):(v[^:]+)$/.exec(image)!;
  const values = Object.fromEntries(env.map((one: any) => [one.name, one.name === 'ADDRESS' ? '{address}' : one.value]));
  return [build(name, version), ...args.map((arg: string) => arg.replace(/\$\((\w+)\)/g, (_, variable) => values[variable]))];
}

function play(kubernetes: string, objects: any[]): Report {
  const workload = objects.find(({ kind }) => kind === 'StatefulSet');
  const containers = workload.spec.template.spec.containers.filter(({ image }: any) => !/manila-csi-plugin/.test(image));
  const snapshotter = /:(v[^:]+)$/.exec(containers.find(({ image }: any) => /csi-snapshotter/.test(image)).image)![1];
  const definitions = join(download(`${SNAPSHOTTER}/client`, snapshotter), 'config/crd');
  const crds = readdirSync(definitions).filter((file) => /snapshot\.storage\.k8s\.io_/.test(file) && !/group/.test(file)).map((file) => parse(readFileSync(join(definitions, file), 'utf8')));
  const task = {
    objects: [...crds, ...objects.filter(({ kind }) => !/^(StatefulSet|DaemonSet|Service)$/.test(kind))],
    account: { name: workload.spec.template.spec.serviceAccountName, namespace: workload.metadata.namespace },
    driver: objects.find(({ kind }) => kind === 'CSIDriver').metadata.name,
    sidecars: containers.map(commandOf),
    admin: [[build('snapshot-controller', snapshotter), '--leader-election=false']],
    class: 'shared',
    snapshotClass: 'shared',
  };
  const { stdout, stderr, status } = spawnSync(kubernetes, ['sidecars'], { input: JSON.stringify(task), encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (status !== 0 || !stdout) throw new Error(`the cluster ended with ${status}: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout);
}

const kubernetes = buildKubernetes();
let wrong = 0;
let requests = 0;
for (const aggregated of [true, false]) {
  const report = play(kubernetes, render(aggregated));
  const title = aggregated ? 'aggregated roles' : 'flat roles';
  for (const request of report.forbidden) process.stdout.write(`${title}: refused: ${request}\n`);
  if (report.failure) process.stdout.write(`${title}: ${report.failure}\n`);
  wrong += report.forbidden.length + STEPS.filter((step) => !report.steps.includes(step)).length + Number(report.requests === 0);
  requests += report.requests;
}
process.stdout.write(`summary: ${2 * STEPS.length} steps of the sidecars with rendered RBAC, ${requests} requests, ${wrong} refused or failed\n`);
process.exitCode = wrong ? 1 : 0;
