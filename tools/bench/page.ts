/* docs/benchmarks.md and its picture, from what `npm run bench` measured. */
import { cpus, totalmem } from 'os';
import { Bar, digits, Usage } from './measure';

/** One way of rendering clusters: what it took by number of clusters, or why there is nothing. */
export interface Row { readonly name: string; readonly usages: ReadonlyMap<number, Usage>; readonly missing?: string; readonly note?: string }

export interface Measured {
  readonly sizes: readonly number[];
  readonly turns: number;
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
  readonly versions: readonly string[];
}

const JSON_FLOOR = 'JSON.stringify';

export function page({ sizes, turns, rows, bars, versions }: Measured): string {
  const floor = rows.find(({ name }) => name === JSON_FLOOR)!.usages;
  const cell = (row: Row, size: number) => {
    const used = row.usages.get(size);
    return used ? `${digits(used.cpu)} s, ${digits(used.cpu / floor.get(size)!.cpu)} ×` : 'not available';
  };
  const last = sizes.at(-1)!;
  const largest = (row: Row) => {
    const used = row.usages.get(last);
    return used ? `${digits(used.wall)} s | ${used.memory.toFixed(0)} MiB` : 'not available | not available';
  };
  const notes = rows.flatMap(({ name, missing, note }) => (missing ? [`- **${name}: not available**: ${missing}`] : note ? [`- ${name}: ${note}`] : []));
  const failing = bars.filter(({ verdict }) => verdict !== 'holds').length;
  const model = cpus()[0].model.trim();
  return `<!-- Written by npm run bench; do not edit. -->

# Benchmarks

Typed clusters of about 38 objects in three shapes, each with names, networks and credentials of its own, from props to files. Whole processes, measured from outside; medians of
${turns} runs by turns. Each cell has the CPU time and how many times that of the floor it is: a process that reads the same objects as JSON and writes them with \`JSON.stringify\`.

![CPU time by number of clusters](benchmarks.svg)

Machine: ${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB. Versions: ${versions.join(', ')}.

| | ${sizes.map((size) => `${size.toLocaleString('en')} clusters`).join(' | ')} | wall, ${last.toLocaleString('en')} | peak memory, ${last.toLocaleString('en')} |
| --- |${' --- |'.repeat(sizes.length + 2)}
${rows.map((row) => `| ${row.name} | ${sizes.map((size) => cell(row, size)).join(' | ')} | ${largest(row)} |`).join('\n')}

${notes.join('\n')}

## Bars

${failing ? `**${failing} of ${bars.length} do not hold.**` : 'All hold.'} Ratios are medians of the ratios of each turn where both were measured by turns.

| bar | measured | at most | |
| --- | --- | --- | --- |
${bars.map(({ name, measured, most, verdict }) => `| ${name} | ${measured ?? ''} | ${most} | ${verdict === 'holds' ? verdict : `**${verdict}**`} |`).join('\n')}
`;
}

const COLOURS = ['#0a84d6', '#d9480f', '#2b8a3e', '#9c36b5', '#868e96', '#c2255c', '#b58900', '#0c8599', '#5c7cfa', '#e8590c'];
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [820, 460, 60, 20, 250, 45];

/** CPU seconds over clusters, both by powers of ten. Colours that both a light and a dark page bear, and a mark for each line beside its name. */
export function plot({ sizes, rows }: Measured): string {
  const shown = rows.filter(({ usages }) => usages.size > 0);
  const times = shown.flatMap(({ usages }) => [...usages.values()].map(({ cpu }) => cpu));
  const [low, high] = [Math.floor(Math.log10(Math.min(...times))), Math.ceil(Math.log10(Math.max(...times)))];
  const wide = Math.log10(sizes.at(-1)!) || 1;
  const x = (size: number) => LEFT + (Math.log10(size) / wide) * (WIDTH - LEFT - RIGHT);
  const y = (seconds: number) => HEIGHT - BOTTOM - ((Math.log10(seconds) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const powers = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const ends = shown.map((row, i) => ({ row, i, at: y([...row.usages].at(-1)![1].cpu) })).sort((a, b) => a.at - b.at);
  const labels: string[] = [];
  let free = -Infinity;
  for (const { row, i, at } of ends) {
    free = Math.max(at, free + 16);
    labels.push(`<text x="${WIDTH - RIGHT + 14}" y="${(free + 4).toFixed(1)}" style="fill:${COLOURS[i % COLOURS.length]}">${escaped(row.name)}</text>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="CPU seconds by number of clusters">
<style>text{font:12px system-ui,sans-serif;fill:#57606a}line{stroke:#8c959f;stroke-opacity:.35}polyline{fill:none;stroke-width:2}@media(prefers-color-scheme:dark){text{fill:#adbac7}}</style>
${powers.map((power) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(power).toFixed(1)}" y2="${y(power).toFixed(1)}"/><text x="${LEFT - 8}" y="${(y(power) + 4).toFixed(1)}" text-anchor="end">${power} s</text>`).join('\n')}
${sizes.map((size) => `<text x="${x(size).toFixed(1)}" y="${HEIGHT - 22}" text-anchor="middle">${size.toLocaleString('en')}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">clusters</text>
${shown.map(({ usages }, i) => {
  const points = [...usages].map(([size, { cpu }]) => [x(size).toFixed(1), y(cpu).toFixed(1)]);
  const colour = COLOURS[i % COLOURS.length];
  return `<polyline stroke="${colour}" points="${points.map((point) => point.join(',')).join(' ')}"/>${points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`).join('')}`;
}).join('\n')}
${labels.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
