/*
 * Lets what the library renders drive a real OpenStack: Keystone and Cinder of Debian, a real control plane, and the CSI driver, its sidecars, the
 * snapshot controller and the CCM built from their Go modules. Each container runs as the API object says. Nova, Neutron and Octavia are stand-ins of ours.
 *
 *   npx tsx tools/conformance/openstack/main.ts [--variant NAME]… [--plant NAME] [--keep]
 *
 * Needs Linux, root, Go and apt-get; says SKIPPED and why where they are missing, and exits 0 (1 with --required). All of it runs in namespaces that end
 * with the run. What stays is the cache: conformance/cluster/bin, Go's caches and ~/.cache/cdk8s-openstack. --plant breaks one thing, which must be found.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VARIANTS } from './cluster';
import { PLANTS } from './plants';
import { buildPrograms, debianRoot, Missing, PROGRAMS, requireNamespaces, STAND_INS } from './prepare';

const { values } = parseArgs({
  options: {
    variant: { type: 'string', multiple: true, default: ['base'] },
    plant: { type: 'string' },
    keep: { type: 'boolean', default: false },
    required: { type: 'boolean', default: false },
  },
});

const say = (line: string) => { process.stdout.write(`${line}\n`); };

function usage(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

/** What is not real, said before each run. */
function sayWhatIsNotReal(): void {
  say('Nova, Neutron and Octavia are stand-ins of this harness; volumes are attached in Cinder, and there are no disks to mount');
  for (const [image, { substitute }] of Object.entries(PROGRAMS)) if (substitute) say(`substituted: ${image}: ${substitute}`);
  for (const [image, why] of Object.entries(STAND_INS)) say(`substituted: ${image}: ${why}`);
}

function prepared(): { root: string; bin: string; crds: string } {
  requireNamespaces();
  const root = debianRoot(say);
  const bin = buildPrograms(say);
  const snapshotter = spawnSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/kubernetes-csi/external-snapshotter/client/v8'], {
    cwd: join(__dirname, '../../../conformance/cluster'), encoding: 'utf8',
  }).stdout.trim();
  return { root, bin, crds: join(snapshotter, 'config/crd') };
}

async function main(): Promise<number> {
  const variants = values.variant!.flatMap((name) => (name === 'all' ? Object.keys(VARIANTS) : name));
  for (const name of variants) if (!(name in VARIANTS)) usage(`there is no variant ${name}: ${Object.keys(VARIANTS).join(', ')} or all`);
  if (values.plant !== undefined && !(values.plant in PLANTS)) usage(`there is no defect ${values.plant}: ${Object.keys(PLANTS).join(', ')}`);
  let found: ReturnType<typeof prepared>;
  try {
    found = prepared();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`SKIPPED: ${error.message}`);
    say(`summary: SKIPPED, ${error.message}`);
    return values.required ? 1 : 0;
  }
  sayWhatIsNotReal();
  const dir = mkdtempSync(join(tmpdir(), 'live-'));
  const orders = JSON.stringify({ ...found, dir, variants, plant: values.plant });
  const tsx = ['--import', require.resolve('tsx'), join(__dirname, 'run.ts')];
  try {
    const child = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--uts', '--ipc', '--propagation', 'private', process.execPath, ...tsx, orders], {
      stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '../../../examples/tsconfig.json') },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    return await new Promise((done) => { child.on('close', (code) => done(code ?? 2)); });
  } finally {
    if (values.keep) say(`kept: ${dir}`);
    else rmSync(dir, { recursive: true, force: true });
  }
}

main().then((code) => { process.exitCode = code; }, (error: Error) => usage(error.message));
