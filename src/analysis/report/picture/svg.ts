import { arranged, Arrangement, BOX_HEIGHT, Slot, Wire } from './arrange';
import { Box, Boxed, boxed } from './boxes';
import { Column, Graph, LinkKind, Status, Thing } from './graph';
import { CLAIM_STATUSES, LOOKS, TITLES } from './look';
import { shortened, xml } from './text';

const WIDTH = 218;
const SPACE = 84;
const MARGIN = 24;
const HEAD = 112;
const TITLE_LETTERS = 24;
const NOTE_LETTERS = 29;
const MOST_NAMED = 12;
const MOST_REFUSED = 10;
const KEY_WIDTH = 430;

/** Meaning of the lines between a claim and a volume or class. */
const KEY: ReadonlyArray<readonly [LinkKind, string]> = [
  [LinkKind.GETS, 'gets'], [LinkKind.MAY, 'may get'], [LinkKind.ASKS, 'requests'], [LinkKind.MISSES, 'nearest miss'],
];

const STYLE = [
  'svg{--page:#ffffff;--box:#ffffff;--ink:#1c2126;--soft:#5a6570;--line:#8b96a1;color-scheme:light dark}',
  '@media(prefers-color-scheme:dark){svg{--page:#14181c;--box:#1e242a;--ink:#e8ecf0;--soft:#a3adb8;--line:#7b8793}}',
  'text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--ink)}',
  '.h{font-size:18px;font-weight:600}.c{font-size:12px;font-weight:600;fill:var(--soft)}.n{font-size:11px;fill:var(--soft)}',
  '.s{font-size:13px;font-weight:700;text-anchor:middle}.b{fill:var(--box);stroke-width:1.5}.g{fill:var(--box);stroke-width:1}',
  '.w{fill:none;stroke:var(--line);stroke-width:1.4}.gets{stroke-width:2.4}.may{stroke-dasharray:6 4}.asks{stroke-dasharray:2 4}',
  '.misses{stroke:#d55e00;stroke-dasharray:3 4;stroke-width:1.8}.of,.runs{opacity:.55}',
  '.l{font-size:10.5px;fill:var(--ink);text-anchor:middle;paint-order:stroke;stroke:var(--page);stroke-width:4px}',
].join('\n');

/** A self-contained SVG that follows the viewer's light or dark setting. */
export function svg(graph: Graph, title: string): string {
  const drawing = boxed(graph);
  const layout = arranged(drawing);
  const columns = Math.max(layout.columns.length, 3);
  const width = MARGIN * 2 + columns * WIDTH + (columns - 1) * SPACE;
  const foot = footer(graph, Math.floor((width - MARGIN * 2) / 6.6));
  const height = HEAD + layout.height + MARGIN + foot.length * 18 + (foot.length ? 14 : 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" `
      + 'aria-labelledby="storage-plan-title storage-plan-about">',
    `<title id="storage-plan-title">${xml(title)}</title>`,
    `<desc id="storage-plan-about">${xml(description(graph))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" style="fill:var(--page)"/>`,
    `<text class="h" x="${MARGIN}" y="34">${xml(shortened(title, Math.floor((width - MARGIN * 2 - KEY_WIDTH) / 10)))}</text>`,
    ...legend(graph),
    ...key(layout, width),
    ...layout.columns.map((column, i) => heading(column, i)),
    ...layout.wires.map((wire) => line(wire, layout)),
    ...layout.columns.flatMap((column, i) => column.flatMap((slot) => (slot.box ? [drawn(slot, slot.box, i, graph, drawing)] : []))),
    ...layout.wires.flatMap((wire) => label(wire, layout)),
    ...foot.map((text, i) => `<text class="n" x="${MARGIN}" y="${HEAD + layout.height + MARGIN + 12 + i * 18}">${xml(text)}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

/** The outcomes that occur, with the number of claims of each. */
function outcomes({ things }: Graph): Array<{ status: Status; text: string }> {
  return CLAIM_STATUSES.flatMap((status) => {
    const count = things.filter((thing) => thing.column === Column.CLAIM && thing.status === status).length;
    return count ? [{ status, text: `${count} ${status}` }] : [];
  });
}

/** Description for screen readers. */
function description(graph: Graph): string {
  const claims = outcomes(graph).map(({ text }) => text).join(', ');
  const refused = graph.refused.length ? ` Rejected by the API server: ${graph.refused.length}.` : '';
  return `Nodes, pods, claims, volumes, classes and provisioners, from left to right. Claims: ${claims || 'none'}.${refused}`;
}

function legend(graph: Graph): string[] {
  let x = MARGIN + 9;
  return outcomes(graph).map(({ status, text }) => {
    const entry = `<title>${LOOKS[status].words}</title>${sign(status, 0, 0)}<text class="n" x="15" y="4">${text}</text>`;
    const at = x;
    x += 44 + text.length * 7;
    return `<g transform="translate(${at} 58)">${entry}</g>`;
  });
}

/** Legend of the line styles, to the right of the title. */
function key({ wires }: Arrangement, width: number): string[] {
  const kinds = KEY.filter(([kind]) => wires.some(({ edge }) => edge.kind === kind));
  let x = width - MARGIN;
  return [...kinds].reverse().map(([kind, text]) => {
    x -= 60 + text.length * 6;
    return `<path class="w ${kind}" d="M${x} 30 h32"/><text class="n" x="${x + 39}" y="34">${text}</text>`;
  });
}

function heading(column: readonly Slot[], i: number): string {
  return `<text class="c" x="${left(i)}" y="${HEAD - 16}">${TITLES[column[0].column]}</text>`;
}

function drawn({ y }: Slot, box: Box, i: number, { things }: Graph, { unlisted }: Boxed): string {
  const { colour } = LOOKS[box.status];
  const more = unlisted.get(box.id);
  const note = [box.note, more ? `${more} more not drawn` : ''].filter(Boolean).join(' · ');
  const dash = box.status === 'absent' ? ' stroke-dasharray="4 3"' : '';
  const several = box.members.length > 1;
  return [
    `<g transform="translate(${left(i)} ${HEAD + y})"><title>${xml(tooltip(box, things))}</title>`,
    ...(several ? [`<rect class="g" x="4" y="4" width="${WIDTH}" height="${BOX_HEIGHT}" rx="8" stroke="${colour}"/>`] : []),
    `<rect class="b" width="${WIDTH}" height="${BOX_HEIGHT}" rx="8" stroke="${colour}"${dash}/>`,
    sign(box.status, 20, BOX_HEIGHT / 2),
    note
      ? `<text x="38" y="18">${xml(shortened(box.title, TITLE_LETTERS))}</text><text class="n" x="38" `
        + `y="33">${xml(shortened(note, NOTE_LETTERS))}</text>`
      : `<text x="38" y="${BOX_HEIGHT / 2 + 4.5}">${xml(shortened(box.title, TITLE_LETTERS))}</text>`,
    '</g>',
  ].join('');
}

function tooltip({ members, title, note }: Box, things: readonly Thing[]): string {
  const named = members.slice(0, MOST_NAMED).map((id) => [things[id].namespace, things[id].name].filter(Boolean).join('/'));
  const facts = members.length > 1 ? [] : things[members[0]].facts.map(([fact, text]) => `${fact}: ${text}`);
  const rest = members.length > MOST_NAMED ? [`and ${members.length - MOST_NAMED} more`] : [];
  return [members.length > 1 ? `${title} (${note})` : '', ...named, ...rest, ...facts].filter(Boolean).join('\n');
}

/** The sign of a status on a disc in its colour. */
function sign(status: keyof typeof LOOKS, x: number, y: number): string {
  const look = LOOKS[status];
  return `<circle cx="${x}" cy="${y}" r="9" fill="${look.colour}"/><text class="s" x="${x}" y="${y + 4.5}" `
    + `style="fill:${look.ink}">${look.sign}</text>`;
}

function line(wire: Wire, layout: Arrangement): string {
  const { x1, y1, x2, y2 } = ends(wire, layout);
  const bend = (x2 - x1) / 2;
  const flat = wire.through && !wire.to.box ? ` H${x2 + WIDTH}` : '';
  return `<path class="w ${wire.edge.kind}" d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}${flat}"/>`;
}

function label(wire: Wire, layout: Arrangement): string[] {
  const { x1, y1, x2, y2 } = ends(wire, layout);
  if (wire.edge.kind !== LinkKind.MISSES || !wire.edge.label) return [];
  return [`<text class="l" x="${(x1 + x2) / 2}" y="${(y1 + y2) / 2 - 5}">${xml(shortened(`✕ ${wire.edge.label}`, 22))}</text>`];
}

function ends({ from, to }: Wire, { columns }: Arrangement): { x1: number; y1: number; x2: number; y2: number } {
  const at = (slot: Slot) => left(columns.findIndex(([first]) => first.column === slot.column));
  return { x1: at(from) + WIDTH, y1: HEAD + from.y + from.height / 2, x2: at(to), y2: HEAD + to.y + to.height / 2 };
}

function left(i: number): number {
  return MARGIN + i * (WIDTH + SPACE);
}

/** Text below the columns: objects that the API server rejects, or a note that the plan is empty. */
function footer({ refused: all, things }: Graph, letters: number): string[] {
  if (!all.length) return things.length ? [] : ['No claims, volumes or pods.'];
  const more = all.length > MOST_REFUSED ? [`and ${all.length - MOST_REFUSED} more`] : [];
  const lines = all.slice(0, MOST_REFUSED).map(({ object, field, message }) => shortened(`✕ ${object}: ${field}: ${message}`, letters));
  return ['Rejected by the API server', ...lines, ...more];
}
