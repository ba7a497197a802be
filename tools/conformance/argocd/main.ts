/*
 * The plugin of the package in the real argocd-cmp-server: a repository's files in over gRPC, as the repo server sends them, and manifests out. Health
 * checks and differences of plugin/argocd-cm.yaml, by Argo CD's own code. And what the plugin costs.
 *
 *   npx tsx tools/conformance/argocd/main.ts [--plant NAME] [--required] [--cost]
 *
 * Needs Go and Linux; says SKIPPED and why where Argo CD's module cannot be had, and exits 0 (1 with --required). What stays is the cache:
 * conformance/argocd/bin and Go's caches. --plant breaks one thing, which must be found. --cost fails where the
 * plugin costs more than three starts of Node; without it, the figures are only told.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { costs } from './cost';
import { customisations } from './customisations';
import { npmProjects } from './npm';
import { PLANTS, planted } from './plants';
import { programs } from './programs';
import { Run } from './run';
import { PluginServer } from './server';
import { yamlProjects } from './yaml';
import { bundlePlugin } from '../../package/plugin';
import { buildIfPossible } from '../build';
import { Table } from '../openstack/table';

const { values } = parseArgs({ options: { plant: { type: 'string' }, required: { type: 'boolean', default: false }, cost: { type: 'boolean', default: false } } });
const say = (line: string) => { process.stdout.write(`${line}\n`); };

async function main(): Promise<number> {
  if (values.plant !== undefined && !(values.plant in PLANTS)) throw new Error(`there is no defect ${values.plant}: ${Object.keys(PLANTS).join(', ')}`);
  const built = process.platform === 'linux' ? buildIfPossible('Argo CD', 'argocd') : { missing: 'this needs Linux' };
  if ('missing' in built) {
    say(`SKIPPED: ${built.missing}`);
    say(`summary: SKIPPED, ${built.missing}`);
    return values.required ? 1 : 0;
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'argocd-')));
  const table = new Table(say);
  const servers: PluginServer[] = [];
  try {
    const bundle = await bundlePlugin(join(__dirname, '../../../src/cli/main.ts'), join(folder, 'bin'));
    if (values.plant !== undefined) planted(values.plant, bundle);
    const run: Run = {
      table,
      binary: built.binary,
      bundle,
      folder,
      start: async (name, environment) => {
        const server = await PluginServer.start(built.binary, bundle, join(folder, name), environment);
        servers.push(server);
        return server;
      },
    };
    // What --plant breaks is in the way of every request.
    for (const part of values.plant ? [yamlProjects, programs] : [yamlProjects, programs, npmProjects, customisations]) await part(run);
    if (!values.plant) await costs(run, values.cost);
    for (const server of servers) await server.stop();
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const { passed, failures, seconds } = table;
  say(`\n${failures.map((name) => `failed: ${name}\n`).join('')}summary: ${passed} assertions, ${seconds} s`);
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
