import { styleText } from 'node:util';

export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'gray' | 'bold';

/** Appearance of a text report. */
export interface Look {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export const PLAIN: Look = { colour: false, width: 100 };

/** Colours the text if colours are enabled. */
export function paint(look: Look, colour: Colour, text: string): string {
  return look.colour ? styleText(colour, text, { validateStream: false } as any) : text;
}

/** Wraps a text at blanks to the width and indents all lines but the first. */
export function wrapped(text: string, width: number, indent: number): string {
  const room = Math.max(width - indent, 30);
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= room) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** Aligned columns with a header. Long cells are cut so that one name cannot break the table. */
export function table(header: string[], rows: string[][], longest = 60): string[] {
  const cut = (cell: string) => (cell.length > longest ? `${cell.slice(0, longest - 1)}…` : cell);
  const all = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, i) => all.reduce((most, row) => Math.max(most, row[i].length), 0));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
}
