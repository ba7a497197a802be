import { Box, Boxed, boxed, Edge } from './boxes';
import { Column, Graph, LinkKind, Status } from './graph';
import { CLAIM_STATUSES, LOOKS, TITLES } from './look';
import { mermaidText, shortened } from './text';

const ARROWS: { readonly [kind in LinkKind]: string } = {
  runs: '---', uses: '-->', gets: '==>', may: '-.->', misses: '-.-x', asks: '-.->', of: '---',
};
const SHAPES: { readonly [column in Column]: readonly [string, string] } = {
  [Column.NODE]: ['[', ']'],
  [Column.POD]: ['(', ')'],
  [Column.CLAIM]: ['[', ']'],
  [Column.VOLUME]: ['[(', ')]'],
  [Column.CLASS]: ['{{', '}}'],
  [Column.PROVISIONER]: ['([', '])'],
};
const LETTERS = 'npcvsd';
const MOST_REFUSED = 10;

/**
 * A Mermaid flowchart.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaid(graph: Graph): string {
  const drawing = boxed(graph);
  const name = ({ column, id }: Box) => `${LETTERS[column]}${id}`;
  const columns = Object.values(Column).filter((c): c is Column => typeof c === 'number');
  return [
    'flowchart LR',
    ...columns.flatMap((column) => {
      const own = drawing.boxes.filter((box) => box.column === column);
      if (!own.length) return [];
      return [`  subgraph ${TITLES[column]}`, ...own.map((box) => `    ${name(box)}${shape(box, drawing)}:::${box.status}`), '  end'];
    }),
    ...refused(graph),
    ...drawing.edges.map((edge) => `  ${line(edge, drawing.boxes.map(name))}`),
    ...Object.values(Status).filter((status) => drawing.boxes.some((box) => box.status === status)).map(style),
    ...(graph.refused.length ? [style(Status.PENDING).replace('pending', 'refused')] : []),
    '',
  ].join('\n');
}

function shape(box: Box, { unlisted }: Boxed): string {
  const [open, close] = SHAPES[box.column];
  const more = unlisted.get(box.id);
  const note = [box.note, more ? `${more} more not drawn` : ''].filter(Boolean).join(' · ');
  const label = [`${LOOKS[box.status].sign} ${mermaidText(shortened(box.title, 60))}`, mermaidText(shortened(note, 60))];
  return `${open}"${label.filter(Boolean).join('<br/>')}"${close}`;
}

/** Nodes are drawn to the left of their pods. */
function line({ from, to, kind, label }: Edge, names: readonly string[]): string {
  const [left, right] = kind === LinkKind.RUNS ? [names[to], names[from]] : [names[from], names[to]];
  const text = kind === LinkKind.MAY ? 'may' : label;
  return `${left} ${ARROWS[kind]}${text ? `|"${mermaidText(text)}"|` : ''} ${right}`;
}

function refused({ refused: all }: Graph): string[] {
  if (!all.length) return [];
  const lines = all.slice(0, MOST_REFUSED).map(({ object, field, message }, i) => (
    `    r${i}["${LOOKS.pending.sign} ${mermaidText(shortened(object, 60))}<br/>${mermaidText(shortened(`${field}: ${message}`, 100))}"]:::refused`));
  const more = all.length > MOST_REFUSED ? [`    rmore["and ${all.length - MOST_REFUSED} more"]:::refused`] : [];
  return ['  subgraph Refused["Rejected by the API server"]', ...lines, ...more, '  end'];
}

function style(status: Status): string {
  const { colour } = LOOKS[status];
  const dashes = status === Status.ABSENT ? ',stroke-dasharray:4 3' : '';
  const width = CLAIM_STATUSES.includes(status) ? 3 : 1;
  return `  classDef ${status} stroke:${colour},stroke-width:${width}px${dashes}`;
}
