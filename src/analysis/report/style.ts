import { styleText } from 'node:util';

export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'gray' | 'bold';

/** How a text report looks. */
export interface Look {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export const PLAIN: Look = { colour: false, width: 100 };

/** The text in a colour, if colours are wanted. */
export function paint(look: Look, colour: Colour, text: string): string {
  return look.colour ? styleText(colour, text, { validateStream: false } as any) : text;
}

/** Breaks a text at blanks so that no line is longer than the width; the lines after the first are indented. */
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

/** Columns of equal width with a header; cells are cut so that one long name does not break the table. */
export function table(header: string[], rows: string[][], longest = 60): string[] {
  const cut = (cell: string) => (cell.length > longest ? `${cell.slice(0, longest - 1)}…` : cell);
  const all = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, i) => all.reduce((most, row) => Math.max(most, row[i].length), 0));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
}
