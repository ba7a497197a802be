/*
 * Lets the rendered local provisioners work for real: the local path provisioner and the local volume static provisioner, with the ConfigMaps, rights
 * and arguments that the library renders, on a real control plane and directories of this machine.
 *
 *   npx tsx tools/conformance/local/main.ts [--keep] [--required]
 *
 * The local path provisioner is built from its Go module. The static provisioner is not served as one: LOCAL_STATIC_PROVISIONER names a folder with
 * its sources, which contain what they need; without it, that part is skipped with one line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inNamespaces, Result, told } from '../openstack/namespaces';
import { buildKubernetes, compile, Missing, requireNamespaces } from '../openstack/prepare';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, required: { type: 'boolean', default: false } } });
const BIN = join(__dirname, '../../../conformance/local/bin');
const say = (line: string) => { process.stdout.write(`${line}\n`); };

/** Builds the static provisioner, if its sources are there; why it is not, else. */
function buildStatic(): string | undefined {
  const sources = process.env.LOCAL_STATIC_PROVISIONER;
  if (!sources) return 'the module proxy does not serve it, and LOCAL_STATIC_PROVISIONER names no folder with its sources';
  if (!existsSync(join(sources, 'cmd/local-volume-provisioner'))) return `${sources} has no cmd/local-volume-provisioner`;
  const args = ['build', '-mod=vendor', '-buildvcs=false', '-o', join(BIN, 'local-volume-provisioner'), './cmd/local-volume-provisioner'];
  const { status, stderr } = spawnSync('go', args, { cwd: sources, encoding: 'utf8', env: { ...process.env, GOFLAGS: '' } });
  if (status !== 0) throw new Error(`local-volume-provisioner: ${stderr}`);
  return undefined;
}

async function main(): Promise<number> {
  let bin: string;
  try {
    requireNamespaces();
    bin = buildKubernetes(say);
    mkdirSync(BIN, { recursive: true });
    compile(say, 'local-path-provisioner', 'local', ['-ldflags=-s -w', '-o', `${BIN}/`, 'github.com/rancher/local-path-provisioner']);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`SKIPPED: ${error.message}`);
    say(`summary: SKIPPED, ${error.message}`);
    return values.required ? 1 : 0;
  }
  const missing = buildStatic();
  if (missing) say(`SKIPPED local-static-provisioner: ${missing}`);
  const start = Date.now();
  const results: Result[] = [];
  for (const hardened of [false, true]) {
    const orders = { control: join(bin, 'kubernetes'), bin: BIN, hardened, isStatic: !missing };
    results.push(await inNamespaces(hardened ? 'hardened' : 'as shipped', join(__dirname, 'run.ts'), orders, values.keep));
  }
  return told(results, `${missing ? 'local-path-provisioner' : 'local-path-provisioner and local-static-provisioner'}, as shipped and hardened`, start);
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
