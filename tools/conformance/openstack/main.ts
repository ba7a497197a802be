/*
 * Lets what the library renders drive a real OpenStack: Keystone and Cinder of Debian, a real control plane, and the CSI driver, its sidecars, the
 * snapshot controller and the CCM built from their Go modules. Each container runs as the API object says. Nova, Neutron and Octavia are stand-ins
 * of ours, but in the variant "services".
 *
 *   npx tsx tools/conformance/openstack/main.ts [--variant NAME]… [--plant NAME | --planted] [--keep]
 *
 * Needs Linux, root, Go and apt-get; says SKIPPED and why where they are missing, and exits 0 (1 with --required). All of it runs in namespaces that
 * end with the run. What stays is the cache: conformance/cluster/bin, Go's caches and ~/.cache/cdk8s-openstack. --plant breaks one thing, which the run
 * must find; --planted breaks one after the other, and fails where one is not found.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VARIANTS } from './cluster';
import { inNamespaces, Result, told } from './namespaces';
import { PLANTS } from './plants';
import { buildOlder, buildPrograms, debianRoot, Missing, OLDER, PROGRAMS, requireNamespaces, STAND_INS } from './prepare';
import { SERVICE_PACKAGES } from './services';

const { values } = parseArgs({
  options: {
    variant: { type: 'string', multiple: true, default: ['base'] },
    plant: { type: 'string' },
    planted: { type: 'boolean', default: false },
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
function sayWhatIsNotReal(variants: readonly string[]): void {
  const isReal = (variant: string) => VARIANTS[variant].realServices === true;
  if (!variants.every(isReal)) say('Nova, Neutron and Octavia are stand-ins of this harness; volumes are attached in Cinder, and there are no disks to mount');
  if (variants.some(isReal)) {
    say('variant services: Nova, Neutron, Placement and Octavia are Debian\'s; the hypervisor is Nova\'s fake one, no port is plugged, and amphorae have no machines');
  }
  for (const [image, { substitute }] of Object.entries(PROGRAMS)) if (substitute) say(`substituted: ${image}: ${substitute}`);
  for (const [image, why] of Object.entries(STAND_INS)) say(`substituted: ${image}: ${why}`);
}

/** Debian's packages that a variant needs, unpacked. */
const rootOf = (variant: string) => debianRoot(say, VARIANTS[variant].realServices ? SERVICE_PACKAGES : []);

function prepared(variants: readonly string[]): { bin: string; crds: string } {
  requireNamespaces();
  variants.forEach(rootOf);
  const bin = buildPrograms(say);
  const snapshotter = spawnSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/kubernetes-csi/external-snapshotter/client/v8'], {
    cwd: join(__dirname, '../../../conformance/cluster'), encoding: 'utf8',
  }).stdout.trim();
  return { bin, crds: join(snapshotter, 'config/crd') };
}

async function main(): Promise<number> {
  const variants = values.variant!.flatMap((name) => (name === 'all' ? Object.keys(VARIANTS) : name));
  for (const name of variants) if (!(name in VARIANTS)) usage(`there is no variant ${name}: ${Object.keys(VARIANTS).join(', ')} or all`);
  if (values.plant !== undefined && !(values.plant in PLANTS)) usage(`there is no defect ${values.plant}: ${Object.keys(PLANTS).join(', ')}`);
  let found: ReturnType<typeof prepared>;
  try {
    found = prepared(values.planted ? ['base'] : variants);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`SKIPPED: ${error.message}`);
    say(`summary: SKIPPED, ${error.message}`);
    return values.required ? 1 : 0;
  }
  sayWhatIsNotReal(values.planted ? ['base'] : variants);
  if (values.planted) return planted(found);
  const start = Date.now();
  const results: Result[] = [];
  for (const [i, variant] of variants.entries()) {
    const minor = VARIANTS[variant].release?.minor;
    let bin = found.bin;
    if (minor !== undefined) {
      try {
        bin = buildOlder(say, bin, minor);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        say(`SKIPPED variant ${variant}: ${error.message}`);
        if (values.required) results.push({ passed: 0, failures: [`variant ${variant} cannot be built`] });
        continue;
      }
      for (const [image, why] of Object.entries(OLDER[minor].substitutes)) say(`substituted: ${image} of ${minor}: ${why}`);
    }
    results.push(await run({ ...found, bin, variant, first: i === 0, plant: values.plant }));
  }
  return told(results, variants.join(', '), start);
}

const run = (orders: ReturnType<typeof prepared> & { variant: string; first: boolean; plant?: string }): Promise<Result> =>
  inNamespaces(orders.variant, join(__dirname, 'run.ts'), { ...orders, root: rootOf(orders.variant) }, values.keep);

/** Runs the variant "base" with one defect after the other: each must be found, by the assertion that is there for it. */
async function planted(found: ReturnType<typeof prepared>): Promise<number> {
  const missed: string[] = [];
  for (const [plant, { what, finder }] of Object.entries(PLANTS)) {
    say(`\ndefect ${plant}: ${what}`);
    const { failures: [by] } = await run({ ...found, variant: 'base', first: false, plant });
    const isFound = by !== undefined && finder.test(by);
    say(isFound ? `defect ${plant} is found by "${by}"` : `defect ${plant} is NOT found: ${by ?? 'nothing failed'}`);
    if (!isFound) missed.push(plant);
  }
  const count = Object.keys(PLANTS).length;
  say(`\nsummary: ${count - missed.length} of ${count} planted defects are found`);
  say(`${count - missed.length} passed, ${missed.length} failed`);
  return missed.length ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => usage(error.message));
