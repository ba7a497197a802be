/* How the examples of the rules are written: of documents that several rules show, and as one set of manifests with the edit that matters. */
import { dedent } from '../rule';

/** Manifests with fragments in them; the lines of a fragment are indented like the place where it stands. */
export function manifests(strings: TemplateStringsArray, ...fragments: string[]): string {
  return dedent(strings.reduce((before, next, i) => before + indented(fragments[i - 1], indentation(before)) + next));
}

/**
 * Manifests with other words in them. What is replaced must stand there once; where it does not, `documents` says which are meant, such as
 * "PersistentVolume/disk".
 */
export function replaced(text: string, edits: { readonly [from: string]: string }, ...documents: string[]): string {
  return edited(text, documents, (part) => Object.entries(edits).reduce((before, [from, to]) => {
    const at = placeOf(before, from);
    return before.slice(0, at) + indented(to, indentation(before.slice(0, at))) + before.slice(at + from.length);
  }, part));
}

/** Manifests with lines more: above or below a line, as deep in as that. */
export function added(text: string, lines: string, beside: { readonly below: string } | { readonly above: string }, ...documents: string[]): string {
  const line = 'below' in beside ? beside.below : beside.above;
  const more = (lines.startsWith('\n') ? dedent(lines) : lines).trimEnd();
  return replaced(text, { [line]: 'below' in beside ? `${line}\n${more}` : `${more}\n${line}` }, ...documents);
}

/** Manifests without a line. */
export function without(text: string, line: string, ...documents: string[]): string {
  return edited(text, documents, (part) => {
    const at = placeOf(part, line);
    const [start, end] = [part.lastIndexOf('\n', at) + 1, part.indexOf('\n', at) + 1];
    return part.slice(0, start) + part.slice(end);
  });
}

function edited(text: string, documents: string[], edit: (part: string) => string): string {
  const whole = dedent(text);
  if (!documents.length) return edit(whole);
  const parts = whole.split(/^(?=---$)/m);
  for (const document of documents) {
    const places = parts.flatMap((part, i) => isDocument(part, document) ? [i] : []);
    if (places.length !== 1) throw new Error(`the example must hold ${document} once`);
    parts[places[0]] = edit(parts[places[0]]);
  }
  return parts.join('');
}

function isDocument(part: string, document: string): boolean {
  const [kind, name] = document.split('/');
  return part.includes(`\nkind: ${kind}\n`) && new RegExp(`^(metadata: \\{|  )name: ${name}(?=[,}\n])`, 'm').test(part);
}

function placeOf(text: string, words: string): number {
  const at = text.indexOf(words);
  if (at < 0 || text.includes(words, at + 1)) throw new Error(`the example must hold this once: ${words}`);
  return at;
}

function indentation(before: string): string {
  return /^ */.exec(before.slice(before.lastIndexOf('\n') + 1))![0];
}

function indented(lines: string, depth: string): string {
  return lines.replace(/\n+$/, '').replace(/\n(?=.)/g, `\n${depth}`);
}
