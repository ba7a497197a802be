/*
 * What must be there before the network is cut: Keystone, Cinder, RabbitMQ and MariaDB from Debian's packages, and the programs of the rendered release from their Go
 * modules. Nothing is installed: packages are unpacked in the cache and laid over /usr and /etc in a mount namespace that ends with the run.
 */
import { spawnSync, SpawnSyncOptions } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const PACKAGES = ['keystone', 'cinder-api', 'cinder-scheduler', 'cinder-volume', 'rabbitmq-server', 'mariadb-server-core', 'mariadb-client-core'];
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-openstack');
const GO = join(__dirname, '../../../conformance');

/** A reason for not running here that is no fault of the library. */
export class Missing extends Error {}

function run(command: string, args: string[], options: SpawnSyncOptions = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options });
  if (error) throw new Missing(`${command}: ${error.message}`);
  if (status !== 0) {
    const text = `${command} ${args.join(' ')}: ${`${stderr}`.trim().split('\n').slice(-4).join(' | ')}`;
    // A program that does not compile is a fault; one that cannot be downloaded is none.
    throw command === 'go' && !/proxy|dial tcp|i\/o timeout|no such host|40[34]/.test(text) ? new Error(text) : new Missing(text);
  }
  return `${stdout}`;
}

/** Refuses a machine on which namespaces of processes, mounts and networks cannot be had. */
export function requireNamespaces(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Missing('this needs Linux and root: it runs every container as its own user, with its own mounts');
  for (const tool of ['unshare', 'nsenter', 'setpriv', 'ip', 'chroot']) {
    if (spawnSync(tool, ['--version']).error) throw new Missing(`${tool} is missing (util-linux, iproute2)`);
  }
  const probe = 'ip link add br0 type bridge && ip link add veth0 type veth peer name veth1 && mount -t tmpfs none /run';
  run('unshare', ['--mount', '--pid', '--fork', '--net', '--uts', 'sh', '-c', probe]);
}

/** The packages, unpacked: a folder with usr and etc. Some variants need more of them. */
export function debianRoot(say: (line: string) => void, more: readonly string[] = []): string {
  const root = join(CACHE, more.length ? 'debian-services' : 'debian');
  const packages = [...PACKAGES, ...more];
  if (existsSync(join(root, 'complete'))) return root;
  if (spawnSync('apt-get', ['--version']).error) throw new Missing('Keystone and Cinder come from Debian packages, and apt-get is missing');
  rmSync(root, { recursive: true, force: true });
  const archives = join(root, 'archives');
  mkdirSync(join(archives, 'partial'), { recursive: true });
  say(`unpacking Debian's ${packages.join(', ')} and what they need in ${root}; nothing is installed and no service is started`);
  const install = ['--yes', '--no-install-recommends', '--download-only', '-o', `Dir::Cache::archives=${archives}`, '-o', 'APT::Sandbox::User=root', 'install', ...packages];
  if (spawnSync('apt-get', install, { stdio: 'ignore' }).status !== 0) {
    run('apt-get', ['update', '-o', 'APT::Sandbox::User=root']);
    run('apt-get', install);
  }
  for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'etc']) mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"', 'sh', join(archives, file), root]);
  }
  spawnSync('/usr/bin/python3', ['-m', 'compileall', '-q', '-j', '2', join(root, 'usr/lib/python3/dist-packages')], { stdio: 'ignore' });
  rmSync(archives, { recursive: true });
  writeFileSync(join(root, 'complete'), '');
  return root;
}

/** A program of a container: what runs for an image, and why it is not what the image holds. */
export interface Program {
  /** Below conformance/cluster, or the module file that names another version. */
  readonly module?: string;
  readonly packagePath: string;
  /** What the release renders and cannot be had as a Go module, and what runs instead. */
  readonly substitute?: string;
}

const KUBERNETES_CSI = 'github.com/kubernetes-csi';
export const PROGRAMS: { readonly [image: string]: Program } = {
  'cinder-csi-plugin': { packagePath: 'k8s.io/cloud-provider-openstack/cmd/cinder-csi-plugin' },
  'openstack-cloud-controller-manager': { packagePath: 'k8s.io/cloud-provider-openstack/cmd/openstack-cloud-controller-manager' },
  'csi-provisioner': { packagePath: `${KUBERNETES_CSI}/external-provisioner/v5/cmd/csi-provisioner` },
  'csi-resizer': { packagePath: `${KUBERNETES_CSI}/external-resizer/cmd/csi-resizer` },
  'csi-snapshotter': { packagePath: `${KUBERNETES_CSI}/external-snapshotter/v8/cmd/csi-snapshotter` },
  'csi-attacher': {
    packagePath: `${KUBERNETES_CSI}/external-attacher/v4/cmd/csi-attacher`,
    substitute: 'the module proxy does not serve v4.10.0; v4.12.0 runs',
  },
  'snapshot-controller': { packagePath: `${KUBERNETES_CSI}/external-snapshotter/v8/cmd/snapshot-controller`, module: 'snapshot-controller.mod' },
};

/** Images without a program, and what stands in for them. */
export const STAND_INS: { readonly [image: string]: string } = {
  'livenessprobe': 'the module proxy does not serve it; the harness answers its port, with Identity.Probe through the socket that its arguments and mounts name',
  'csi-node-driver-registrar': 'the module proxy does not serve it; the harness registers through the sockets that its arguments and mounts name',
};

interface OlderPrograms {
  readonly module: string;
  readonly programs: readonly string[];
  readonly substitutes: { readonly [image: string]: string };
}

/** Programs of an older release, by the module file that names their versions; the others are those above. */
export const OLDER: { readonly [minor: string]: OlderPrograms } = {
  1.33: {
    module: 'release-1.33.mod',
    programs: ['cinder-csi-plugin', 'openstack-cloud-controller-manager', 'csi-provisioner', 'csi-resizer', 'csi-snapshotter'],
    substitutes: { 'csi-attacher': 'the module proxy does not serve v4.7.0; v4.12.0 runs' },
  },
};

/** Builds the programs of an older release, and returns the folder that holds them beside the others. */
export function buildOlder(say: (line: string) => void, bin: string, minor: string): string {
  const { module, programs } = OLDER[minor];
  const folder = join(bin, minor);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  compile(say, `release ${minor}`, 'cluster', ['-ldflags=-s -w', `-modfile=${module}`, '-o', `${folder}/`, ...programs.map((name) => PROGRAMS[name].packagePath)]);
  for (const name of ['kubernetes', ...Object.keys(PROGRAMS)]) if (!programs.includes(name)) symlinkSync(`../${name}`, join(folder, name));
  return folder;
}

/** Builds with Go below conformance/. What cannot be downloaded is missing; what does not compile is a fault. */
export function compile(say: (line: string) => void, title: string, folder: string, args: string[]): void {
  const start = Date.now();
  run('go', ['build', ...args], { cwd: join(GO, folder), env: { ...process.env, GOFLAGS: '-buildvcs=false' } });
  say(`built ${title} in ${Math.round((Date.now() - start) / 1000)} s`);
}

/** Builds the control plane, and returns the folder that holds it. */
export function buildKubernetes(say: (line: string) => void): string {
  if (spawnSync('go', ['version']).error) throw new Missing('Go is missing: install Go 1.26 or newer (https://go.dev/dl/)');
  const bin = join(GO, 'cluster/bin');
  mkdirSync(bin, { recursive: true });
  compile(say, 'kubernetes', 'kubernetes', ['-o', join(bin, 'kubernetes'), '.']);
  return bin;
}

/** Builds the control plane and the programs, and returns the folder that holds them. */
export function buildPrograms(say: (line: string) => void): string {
  const bin = buildKubernetes(say);
  const own = Object.entries(PROGRAMS).filter(([, { module }]) => !module);
  compile(say, own.map(([name]) => name).join(', '), 'cluster', ['-ldflags=-s -w', '-o', `${bin}/`, ...own.map(([, { packagePath }]) => packagePath)]);
  for (const [name, { module, packagePath }] of Object.entries(PROGRAMS).filter(([, program]) => program.module)) {
    compile(say, name, 'cluster', ['-ldflags=-s -w', `-modfile=${module}`, '-o', `${bin}/`, packagePath]);
  }
  return bin;
}
