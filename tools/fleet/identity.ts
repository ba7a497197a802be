/*
 * Renders every example and every release with cdk8s and again with FleetApp, and compares the files byte for byte.
 *
 *   npx tsx --tsconfig examples/tsconfig.json tools/fleet/identity.ts
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { App } from 'cdk8s';
import { FleetApp } from '../../src/fleet';

const EXAMPLES = resolve(__dirname, '../../examples');
const out = mkdtempSync(join(tmpdir(), 'identity-'));
const counts = { apps: 0, files: 0 };
const different: string[] = [];

function files(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map((path) => join(folder, path));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path, 'utf8')]));
}

const synth = App.prototype.synth;

/** Writes an app as it was made, and then as a FleetApp into an empty folder of the same name. */
App.prototype.synth = function (this: App): void {
  synth.call(this);
  const theirs = files(this.outdir);
  rmSync(this.outdir, { recursive: true });
  Object.setPrototypeOf(this, FleetApp.prototype);
  Object.assign(this, { recordsMetadata: false, standardResolvers: this.resolvers.length });
  FleetApp.prototype.synth.call(this);
  const ours = files(this.outdir);
  counts.apps++;
  counts.files += theirs.size;
  for (const path of new Set([...theirs.keys(), ...ours.keys()])) if (theirs.get(path) !== ours.get(path)) different.push(path.slice(out.length + 1));
};

async function main(): Promise<void> {
  for (const name of readdirSync(EXAMPLES).sort()) {
    const program = join(EXAMPLES, name, 'main.ts');
    if (!existsSync(program)) continue;
    process.env.CDK8S_OUTDIR = join(out, name);
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(out, 'files', name);
    await import(program);
  }
  rmSync(out, { recursive: true });
  for (const path of different) process.stdout.write(`differs: ${path}\n`);
  process.stdout.write(`summary: ${counts.apps} apps, ${counts.files} files, ${different.length} differ\n`);
  process.exitCode = different.length || counts.apps < 20 ? 1 : 0;
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
