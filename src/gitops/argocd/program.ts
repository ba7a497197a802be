import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFile } from './source';
import { refuse } from '../../core/errors';

/** What runs, and what it may see of the machine. */
export interface Program {
  readonly folder: string;
  readonly repository: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Takes what it prints, line by line: stdout is for manifests. */
  readonly say: (line: string) => void;
}

/** Closes the network before a program starts. */
const OFFLINE = `data:text/javascript,${encodeURIComponent(`
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
const refuse = () => { throw Object.assign(new Error('programs of a repository have no network in the plugin of Argo CD'), { code: 'ERR_ACCESS_DENIED' }); };
for (const [owner, names] of [[net.Socket.prototype, ['connect']], [net.Server.prototype, ['listen']], [dgram.Socket.prototype, ['bind', 'connect', 'send']]]) {
  for (const name of names) Object.defineProperty(owner, name, { value: refuse });
}
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(owner)) if (/^(lookup|resolve|reverse)/.test(name)) Object.defineProperty(owner, name, { value: refuse });
}
`)}`;

/** Node's own limits: it reads the repository, writes below its temporary folder, and starts no process, thread or native code. */
function limited(repository: string, temporary: string): string[] {
  const knows = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
  const flags = knows('--permission') ? ['--permission'] : ['--experimental-permission', '--disable-warning=ExperimentalWarning'];
  if (knows('--experimental-sqlite')) flags.push('--no-experimental-sqlite'); // it opens files without asking for permission
  return [...flags, ...[repository, temporary].map((path) => `--allow-fs-read=${join(path, '*')}`), `--allow-fs-write=${join(temporary, '*')}`, '--import', OFFLINE];
}

/** Runs a program that was bundled into one file, and returns the manifests that it writes. */
export async function runBundle(app: string, program: Program): Promise<string[]> {
  if (!isFile(join(program.folder, app))) refuse('parameter app', `names ${app}, which does not exist`);
  const args = (temporary: string) => [...limited(program.repository, temporary), join(program.folder, app)];
  return inTemporaryFolder(program, (temporary) => start(process.execPath, args(temporary), app, program, temporary));
}

/** Installs what the lock file of a project names. No script of a package runs. */
export async function installProject(program: Program): Promise<void> {
  if (isFile(join(program.folder, 'node_modules/.package-lock.json'))) return;
  if (!isFile(join(program.folder, 'package-lock.json'))) refuse('package-lock.json', 'is missing: npm ci needs it. Commit it, or bundle the program');
  const npm = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const cache = program.environment.npm_config_cache ?? join(tmpdir(), 'cdk8s-openstack-npm'); // for the next request, too
  const [command, ...first] = isFile(npm) ? [process.execPath, npm] : ['npm'];
  await inTemporaryFolder(program, (temporary) => start(command,
    [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--cache', cache], 'npm ci', program, temporary));
}

/** Runs `cdk8s synth` of a project, and returns the manifests that it writes. */
export async function synthProject(program: Program): Promise<string[]> {
  const cli = join(program.folder, 'node_modules/cdk8s-cli/bin/cdk8s');
  if (!isFile(cli)) refuse('cdk8s-cli', 'is not installed: it must be among the dependencies of package.json, and npm ci must have run');
  return inTemporaryFolder(program, (temporary) => start(process.execPath,
    [cli, 'synth', '--check-upgrade=false', '--output', join(temporary, 'k8s')], 'cdk8s synth', program, temporary));
}

/** Argo CD removes the folder of an Application with the request, also where it kills what runs there: temporary files are in it. */
async function inTemporaryFolder({ folder, environment }: Program, run: (temporary: string) => Promise<void>): Promise<string[]> {
  const temporary = mkdtempSync(join(environment.ARGOCD_APP_NAME === undefined ? realpathSync(tmpdir()) : folder, '.cdk8s-openstack-'));
  try {
    await run(temporary);
    return manifestsIn(join(temporary, 'k8s'));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function start(command: string, args: string[], name: string, { folder, environment, say }: Program, temporary: string): Promise<void> {
  const env = {
    ...environment, CDK8S_OUTDIR: join(temporary, 'k8s'), CDK8S_OPENSTACK_FILES_DIR: join(temporary, 'files'), TMPDIR: temporary, HOME: temporary, CDK8S_CHECK_UPGRADE: 'false',
  };
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Argo CD ends the command and what it started: what is left is the temporary folder.
  const end = () => { child.kill('SIGKILL'); rmSync(temporary, { recursive: true, force: true }); process.exit(1); };
  process.once('SIGTERM', end);
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) say(line);
    }).on('end', () => { if (rest) say(rest); });
  }
  const problem = await new Promise<string | undefined>((done) => {
    child.on('error', ({ message }) => done(`cannot be started: ${message}`));
    child.on('close', (code, signal) => done(code === 0 ? undefined : `failed ${code === null ? `by ${signal}` : `with exit code ${code}`}`));
  });
  process.off('SIGTERM', end);
  if (problem) refuse(name, problem);
}

/** What a program wrote. Links are left out: they may lead anywhere. */
function manifestsIn(outdir: string): string[] {
  if (!statSync(outdir, { throwIfNoEntry: false })) return [];
  return readdirSync(outdir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)).sort()
    .map((path) => readFileSync(path, 'utf8'));
}
