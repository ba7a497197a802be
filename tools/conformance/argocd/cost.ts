/* What the plugin costs beside the render itself: at most three starts of Node. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Run } from './run';

const ROUNDS = 12;
/** Time of the processor, which depends little on what else the machine does. */
const CLOCK = `data:text/javascript,${encodeURIComponent('process.on("exit", () => { const { user, system } = process.cpuUsage(); process.stderr.write(`\\ncpu ${user + system}\\n`); });')}`;

/** Tells what the plugin costs; with `bar`, more than three starts of Node fail. */
export async function costs({ table, bundle, folder }: Run, bar: boolean): Promise<void> {
  table.title('Cost');
  const cwd = mkdtempSync(join(folder, 'cost-'));
  copyFileSync(join(__dirname, '../../../examples/reference/cluster.yaml'), join(cwd, 'cluster.yaml'));
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
  const commands = {
    node: ['-e', '0'],
    discover: [bundle, 'argocd', 'discover'],
    render: [bundle, 'render', '-f', 'cluster.yaml', '--stdout'],
    generate: [bundle, 'argocd', 'generate'],
  };
  // The least of many rounds, in turn: what else the machine does then falls on all.
  const least = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const { status, stderr } = spawnSync(process.execPath, ['--import', CLOCK, ...args], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
      const microseconds = Number(/^cpu (\d+)$/m.exec(stderr)?.[1]);
      if (status !== 0 || !microseconds) throw new Error(stderr);
      least.set(name, Math.min(least.get(name) ?? Infinity, microseconds / 1000));
    }
  }
  const [node, , render, generate] = Object.keys(commands).map((name) => least.get(name)!);
  table.note(`time of the processor: ${[...least].map(([name, milliseconds]) => `${name} ${Math.round(milliseconds)} ms`).join(', ')}`);
  if (bar) {
    await table.check('generate takes at most three starts of Node more than the render itself', () => generate <= 3 * node + (render - node)
    || `${Math.round(generate)} ms, for ${Math.round(3 * node)} and ${Math.round(render - node)} ms`);
  }
}
