/* What the benches share. */

/** CPU seconds of the fastest of some runs. */
export function cpu(work: () => void, runs = 1): number {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

/** Says whether the bars hold and ends the process accordingly. */
export function finish(failures: readonly string[]): never {
  process.stdout.write(failures.length ? `failed: ${failures.join(', ')}\n` : 'all bars hold\n');
  process.exit(failures.length ? 1 : 0);
}
