import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** The minors of Kubernetes that can be built, with the module file of each; the first is built unless another is asked for. */
const RELEASES: { readonly [minor: string]: string } = { 1.36: 'go.mod', 1.37: 'release-1.37.mod' };

/** The minor that `--kubernetes MINOR` on the command line names, which is taken out of the arguments. */
export const KUBERNETES = takenMinor();

function takenMinor(): string {
  const at = process.argv.indexOf('--kubernetes');
  const [, minor] = at < 0 ? [undefined, Object.keys(RELEASES)[0]] : process.argv.splice(at, 2);
  if (!Object.hasOwn(RELEASES, minor ?? '')) {
    process.stderr.write(`--kubernetes must be one of ${Object.keys(RELEASES).join(', ')}\n`);
    process.exit(2);
  }
  return minor!;
}

/** The version of a module that a program below conformance/ is built with, such as "v1.36.0". */
export function versionOf(module: string, program: string, modules = 'go.mod'): string {
  const required = readFileSync(join(__dirname, '../../conformance', program, modules), 'utf8').split('\n').map((line) => line.trim().replace(/^require /, '').split(' '));
  const version = required.find(([name]) => name === module)?.[1];
  if (!version) throw new Error(`conformance/${program}/${modules} does not require ${module}`);
  return version;
}

/** The minor of cloud-provider-openstack that a program below conformance/ is built with. */
export function providerOf(program: string): string {
  return versionOf('k8s.io/cloud-provider-openstack', program).replace(/^v(1\.\d+)\..*$/, '$1');
}

/** Builds the programs of Kubernetes into one, of the minor on the command line, and returns its path. Ends the process where Go is missing. */
export function buildKubernetes(): string {
  return buildProgram(`Kubernetes ${KUBERNETES}`, 'kubernetes', RELEASES[KUBERNETES]);
}

/** Builds a program below conformance/, and returns its path. Ends the process where it cannot be built. */
export function buildProgram(title: string, name: string, modules = 'go.mod'): string {
  const built = buildIfPossible(title, name, modules);
  if ('binary' in built) return built.binary;
  process.stderr.write(`${built.missing}\n`);
  process.exit(1);
}

/** Builds a program below conformance/, or says what the machine lacks for it. Ends the process where it does not compile. */
export function buildIfPossible(title: string, name: string, modules = 'go.mod'): { readonly binary: string } | { readonly missing: string } {
  const folder = join(__dirname, '../../conformance', name);
  const binary = join(folder, 'bin', modules === 'go.mod' ? name : `${name}-${modules.replace('.mod', '')}`);
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) return { missing: 'Go is missing: install Go 1.26 or newer (https://go.dev/dl/) and run this again' };
  process.stdout.write(`building ${title}\n`);
  const download = spawnSync('go', ['list', `-modfile=${modules}`, '-deps', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (download.status !== 0) return { missing: `the modules of ${title} cannot be had: ${download.stderr.trim().split('\n').pop()}` };
  mkdirSync(join(binary, '..'), { recursive: true });
  const { status, error } = spawnSync('go', ['build', `-modfile=${modules}`, ...flags(name, modules), '-o', binary, '.'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) process.stderr.write(`go: ${error.message}\n`);
  if (status !== 0) process.exit(1);
  return { binary };
}

/** Modules whose versions the programs of Kubernetes tell. */
const TOLD: { readonly [name: string]: string } = { kubernetes: 'k8s.io/kubernetes', kubectl: 'k8s.io/kubectl' };

/** Programs of Kubernetes tell no version that kubectl can read, unless the build names one: that of their module. */
function flags(name: string, modules: string): string[] {
  if (!Object.hasOwn(TOLD, name)) return [];
  const version = versionOf(TOLD[name], name, modules).replace(/^v0/, 'v1');
  const [major, minor] = version.slice(1).split('.');
  return [`-ldflags=${Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor }).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`).join(' ')}`];
}
