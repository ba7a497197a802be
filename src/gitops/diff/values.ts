/* Values of changed fields, as reports show them: without secrets, and short. */
import { redactor } from '../../analysis/check/redact';
import type { ManifestObject } from '../../analysis/model/manifest-object';
import { isObject } from '../../core/fields';
import { credentialIn, isNamedCredential } from '../../kubernetes/credentials';
import type { Difference } from '../../kubernetes/updates/meaning';

/** What stands for a value that is not shown. */
const HIDDEN = '(hidden)';

/** Takes secrets out of a difference of an object. */
export type Hide = (item: ManifestObject, difference: Difference) => Difference;

/** Hides values of Secrets, and what looks like a credential elsewhere. `items` are the objects of both renders. */
export function hideIn(items: readonly ManifestObject[]): Hide {
  const redact = redactor(items);
  const clean = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return isCredential(name, value) ? HIDDEN : redact(value);
    if (Array.isArray(value)) return value.map((one) => clean(one, name));
    if (!isObject(value)) return value;
    const named = typeof value.name === 'string' ? value.name : undefined;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one, key === 'value' ? named ?? name : key)]));
  };
  return (item, { before, after, ...difference }) => {
    const isSecret = item.kind === 'Secret' && /^(data|stringData)(\W|$)/.test(difference.path);
    const shown = (value: unknown) => (value === undefined ? undefined : isSecret ? HIDDEN : clean(value, lastName(difference.path)));
    return { ...difference, ...before === undefined ? {} : { before: shown(before) }, ...after === undefined ? {} : { after: shown(after) } };
  };
}

function isCredential(name: string, value: string): boolean {
  return isNamedCredential(name, /^--?[\w.-]+[= ]/.test(value) ? value.replace(/^--?[\w.-]+[= ]/, '') : value) || credentialIn(value) !== undefined;
}

/** The last name in a path: of a variable, a flag or a field. */
function lastName(path: string): string {
  return /([^.[\]]+)\]?(?:\.value)?$/.exec(path)?.[1].replace(/^-+/, '') ?? path;
}

/** A value on one line, cut where it is long. */
export function short(value: unknown, longest: number): string {
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value) ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The lines that only one of two texts has, between what both begin and end with. */
export function changedLines(before: unknown, after: unknown): { readonly gone: string[]; readonly fresh: string[] } | undefined {
  if (typeof before !== 'string' || typeof after !== 'string' || !(before + after).includes('\n')) return undefined;
  const [a, b] = [before, after].map((text) => text.split('\n'));
  let [start, end] = [0, 0];
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { gone: a.slice(start, a.length - end), fresh: b.slice(start, b.length - end) };
}
