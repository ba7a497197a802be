/* Namespaces of processes, mounts and networks: all that runs in them ends with them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADDRESS, Processes } from './runtime';

/** Of a run: what was asserted. */
export interface Result { readonly passed: number; readonly failures: readonly string[] }

/** Where a program of a run leaves its Result, in its folder. */
export const RESULT = 'result.json';

const KINDS = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--uts', '--ipc', '--propagation', 'private'];

/** Runs a program in namespaces and a folder of its own: nothing of one run is left for the next. Its orders are the last argument. */
export async function inNamespaces(name: string, program: string, orders: object, keep: boolean): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'live-'));
  try {
    const child = spawn('unshare', [...KINDS, process.execPath, '--import', require.resolve('tsx'), program, JSON.stringify({ ...orders, dir })], {
      stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '../../../examples/tsconfig.json') },
    });
    const stop = () => child.kill();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const code = await new Promise<number | null>((done) => { child.on('close', done); });
    process.off('SIGINT', stop).off('SIGTERM', stop);
    const result = join(dir, RESULT);
    return existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : { passed: 0, failures: [`${name} ended with ${code}`] };
  } finally {
    if (keep) process.stdout.write(`kept: ${dir}\n`);
    else rmSync(dir, { recursive: true, force: true });
  }
}

/** A bridge for the control plane, the nodes and the pods of a run. */
export async function startNetwork(processes: Processes): Promise<void> {
  await processes.run('sh', ['-ec', [
    'mount -t tmpfs none /run', 'mkdir -p /run/netns /run/lock', 'ip link set lo up', 'ip link add br0 type bridge', `ip addr add ${ADDRESS}/16 dev br0`,
    'ip link set br0 up', 'hostname localhost',
  ].join('\n')]);
}

/** The last lines of a command, and its exit code. */
export function told(results: readonly Result[], title: string, start: number): number {
  const failures = results.flatMap((one) => one.failures);
  const passed = results.reduce((sum, one) => sum + one.passed, 0);
  process.stdout.write(`\n${failures.map((name) => `failed: ${name}\n`).join('')}summary: ${passed} assertions of ${title}, `
    + `${Math.round((Date.now() - start) / 1000)} s\n${passed} passed, ${failures.length} failed\n`);
  return failures.length ? 1 : 0;
}
