/*
 * Escapes text of the input for each format.
 */
import { printableLines } from '../../../core/printable';

const LONGEST = 2_000;

/** A text that is safe to display: no control characters except our line breaks, no lone surrogates, limited in length. */
export function printable(value: string): string {
  const text = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return printableLines(text);
}

/** For text and quoted attributes of XML and HTML. */
export function xml(value: string): string {
  return printable(value).replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** For a quoted Mermaid label: every character that is not plain in a name becomes an entity, so that neither Mermaid nor HTML interprets it. */
export function mermaidText(value: string): string {
  return [...printable(value).replace(/\s+/g, ' ')].map((c) => (/[\p{L}\p{N} \-_./:,()=+·…×*]/u.test(c) ? c : `#${c.codePointAt(0)};`)).join('');
}

/** For a JSON block inside HTML: nothing in it can close the block. */
export function jsonBlock(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Shortens a text in its middle, which keeps the start and the end (often an ordinal). Wide characters count twice. */
export function shortened(value: string, most: number): string {
  const all = [...printable(value)];
  const width = (c: string) => (c.codePointAt(0)! > 0x2e7f ? 2 : 1);
  const take = (from: readonly string[], room: number) => {
    let count = 0;
    for (let used = 0; count < from.length && used + width(from[count]) <= room; count++) used += width(from[count]);
    return from.slice(0, count);
  };
  if (take(all, most).length === all.length) return all.join('');
  const head = take(all, Math.ceil((most - 1) * 0.6));
  const tail = take([...all].reverse(), most - 1 - Math.ceil((most - 1) * 0.6)).reverse();
  return `${head.join('')}…${tail.join('')}`;
}

/** Natural order of names: web-2 before web-10. The same in every locale. */
export function byName(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const [x, y] = [Number(left[i]), Number(right[i])];
    if (i % 2 === 1 && x !== y) return x - y;
    return left[i] < right[i] ? -1 : 1;
  }
  return left.length - right.length;
}
