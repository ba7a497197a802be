/*
 * Lets what the library renders drive a real OpenStack: Keystone and Cinder of Debian, a real control plane, and the CSI driver, its sidecars, the
 * snapshot controller and the CCM built from their Go modules. Each container runs as the API object says. Nova, Neutron and Octavia are stand-ins
 * of ours.
 *
 *   npx tsx tools/conformance/openstack/main.ts [--variant NAME]… [--plant NAME] [--keep]
 *
 * Needs Linux, root, Go and apt-get; says SKIPPED and why where they are missing, and exits 0 (1 with --required). All of it runs in namespaces that
 * end with the run. What stays is the cache: conformance/cluster/bin, Go's caches and ~/.cache/cdk8s-openstack. --plant breaks one thing, which must
 * be found.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const start = Date.now();
  const results: Result[] = [];
  for (const [i, variant] of variants.entries()) results.push(await inNamespaces({ ...found, variant, first: i === 0, plant: values.plant }));
  const failures = results.flatMap((one) => one.failures);
  const passed = results.reduce((sum, one) => sum + one.passed, 0);
  say(`\n${failures.map((name) => `failed: ${name}\n`).join('')}summary: ${passed} assertions of ${variants.join(', ')}, `
    + `${Math.round((Date.now() - start) / 1000)} s`);
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length ? 1 : 0;
}

interface Result { readonly passed: number; readonly failures: readonly string[] }

/** Runs one variant in namespaces of its own, with a cloud of its own: nothing of one variant is left for the next. */
async function inNamespaces(orders: ReturnType<typeof prepared> & { variant: string; first: boolean; plant?: string }): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'live-'));
  const program = ['--import', require.resolve('tsx'), join(__dirname, 'run.ts'), JSON.stringify({ ...orders, dir })];
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--uts', '--ipc', '--propagation', 'private'];
  try {
    const child = spawn('unshare', [...namespaces, process.execPath, ...program], {
      stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '../../../examples/tsconfig.json') },
    });
    const stop = () => child.kill();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const code = await new Promise<number | null>((done) => { child.on('close', done); });
    process.off('SIGINT', stop).off('SIGTERM', stop);
    const result = join(dir, 'result.json');
    return existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : { passed: 0, failures: [`${orders.variant} ended with ${code}`] };
  } finally {
    if (values.keep) say(`kept: ${dir}`);
    else rmSync(dir, { recursive: true, force: true });
  }
}

main().then((code) => { process.exitCode = code; }, (error: Error) => usage(error.message));
