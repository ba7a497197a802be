/* What the benches share: whole processes measured from outside, medians, and bars. */
import { spawnSync } from 'child_process';

/** What a whole process took, with all that it started: CPU and wall seconds, and the peak memory of the largest in MiB. */
export interface Usage { readonly cpu: number; readonly wall: number; readonly memory: number }

/** Node tells the use of its own process alone; Python also that of the processes that it waited for. */
const METER = `
import json, os, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.call(sys.argv[1:])
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 2 ** 20 if sys.platform == 'darwin' else 2 ** 10
os.write(3, json.dumps({'status': status, 'cpu': used.ru_utime + used.ru_stime, 'wall': wall, 'memory': used.ru_maxrss / unit}).encode())
`;

/** Runs a command to its end and measures it. Its output is dropped; an error ends the bench. */
export function usage(command: string, args: readonly string[], accepted: readonly number[] = [0]): Usage {
  const { error, stderr, output } = spawnSync('python3', ['-c', METER, command, ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
  if (error) throw new Error(`python3, which measures processes, cannot be run: ${error.message}`);
  if (!output[3]) throw new Error(`${command} was not measured: ${stderr.slice(-2000)}`);
  const { status, ...used } = JSON.parse(output[3]) as Usage & { status: number };
  if (!accepted.includes(status)) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr.slice(-2000)}`);
  return used;
}

/** A shell loop as one process to measure. */
export function loop(amount: number, body: string): Usage {
  return usage('sh', ['-ec', `i=0; while [ $i -lt ${amount} ]; do ${body}; i=$((i+1)); done`]);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Medians of some runs, each part by itself. */
export function medianUsage(runs: readonly Usage[]): Usage {
  const of = (key: keyof Usage) => median(runs.map((run) => run[key]));
  return { cpu: of('cpu'), wall: of('wall'), memory: of('memory') };
}

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

/** A bar as it was judged; `measured` is missing where something could not be had. */
export interface Bar { readonly name: string; readonly measured?: string; readonly most: string; readonly verdict: string }

const NOTHING = 'nothing';
const LINE = /^bar (.*?) {2,}measured (.*?), at most (.*?): (holds|fails|not available.*)$/;

/** Judges a bar and prints it as one line. `why` says what could not be had where there is no value. */
export function judge(name: string, value: number | undefined, most: number, unit = '', why = ''): Bar {
  const measured = value === undefined ? undefined : `${digits(value)}${unit}`;
  const verdict = value === undefined ? `not available: ${why}` : value <= most ? 'holds' : 'fails';
  process.stdout.write(`bar ${name.padEnd(70)}  measured ${measured ?? NOTHING}, at most ${most}${unit}: ${verdict}\n`);
  return { name, measured, most: `${most}${unit}`, verdict };
}

/** The bars among the lines that a bench printed. */
export function barsIn(output: string): Bar[] {
  return output.split('\n').flatMap((line) => {
    const [, name, measured, most, verdict] = LINE.exec(line) ?? [];
    return name ? [{ name, measured: measured === NOTHING ? undefined : measured, most, verdict }] : [];
  });
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2);
}

/** Says whether the bars hold and ends the process accordingly. */
export function finish(failures: readonly string[]): never {
  process.stdout.write(failures.length ? `failed: ${failures.join(', ')}\n` : 'all bars hold\n');
  process.exit(failures.length ? 1 : 0);
}
