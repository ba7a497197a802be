/*
 * The Secret with which the Manila CSI driver authenticates. Values are only tested for being set; those of one key are not secret.
 */
import { judgement } from './judgement';
import { Fields, fields, isObject, strings } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { nearest } from '../../core/nearest';
import { names } from '../../core/words';
import { isAtLeast, Minor } from '../../kubernetes/minor';
import { MANILA_SECRET_KEYS, ManilaSecretKey, neededBy } from '../manila/secret';

export const OST021 = judgement('OST021');

/** Keys that only Secrets of this driver have. */
const TELLING = /^os-([a-z]+[A-Z]|TLS|password$|region$|token$|cloud$)/;

/** The entries of a Secret, or of the template of an ExternalSecret, with the path of the field that holds them. */
function entriesOf({ kind, data, stringData, spec }: Fields): { readonly [key: string]: { readonly path: string; readonly value: string } } {
  const encoded = Object.entries(strings(data)).map(([key, value]) => [key, 'data', Buffer.from(value, 'base64').toString()]);
  const plain = Object.entries(strings(stringData)).map(([key, value]) => [key, 'stringData', value]);
  const template = fields(fields(fields(spec).target).template).data;
  const filled = kind === 'ExternalSecret' ? Object.entries(strings(template)).map(([key, value]) => [key, 'spec.target.template.data', value]) : [];
  return Object.fromEntries([...encoded, ...plain, ...filled].map(([key, field, value]) => [key, { path: `${field}[${key}]`, value }]));
}

/** What the driver of a release rejects or ignores in a Secret; nothing about Secrets of others. */
export function* manilaSecretVerdicts(secret: Fields, release: Minor): Iterable<Verdict> {
  if (!isObject(secret)) return;
  const entries = entriesOf(secret);
  const given = Object.keys(entries);
  if (!given.some((key) => TELLING.test(key))) return;
  yield* unknownKeys(given, entries, release);
  for (const row of MANILA_SECRET_KEYS) {
    const entry = entries[row.key];
    if (entry === undefined) {
      if (row.requiredUntil && isAtLeast(row.requiredUntil, release)) yield missing(row, release);
      continue;
    }
    if (entry.value === '') {
      yield {
        path: entry.path,
        message: `${row.key} is empty, which the driver rejects.`,
        fix: 'Give it a value, or '
      + 'remove the key.',
      };
    }
    yield* unmet(row, entry.path, given, release);
  }
  const insecure = entries['os-TLSInsecure'];
  if (insecure && !/^(true|false|\{\{.*)$/.test(insecure.value)) {
    yield { path: insecure.path, message: 'os-TLSInsecure must be "true" or "false".', fix: 'Correct the value.' };
  }
}

function* unknownKeys(given: string[], entries: ReturnType<typeof entriesOf>, release: Minor): Iterable<Verdict> {
  const known = MANILA_SECRET_KEYS.map(({ key }) => key);
  for (const key of given.filter((one) => one.startsWith('os-'))) {
    const row = MANILA_SECRET_KEYS.find((one) => one.key === key);
    const near = row ? undefined : nearest(key, known);
    if (!row) {
      yield {
        path: entries[key].path,
        severity: 'warning',
        message: `the driver does not read ${key}.`,
        fix: near ? `Write ${near}.` : 'Remove the key.',
      };
    } else if (!isAtLeast(release, row.since)) {
      yield {
        path: entries[key].path,
        severity: 'warning',
        message: `the driver reads ${key} since ${row.since}; the release is ${release}.`,
        fix: `Use release ${row.since} or newer, or remove the key.`,
      };
    }
  }
}

function missing({ key, requiredUntil }: ManilaSecretKey, release: Minor): Verdict {
  return { path: '', message: `${key} is missing, which the driver requires up to ${requiredUntil}; the release is ${release}.`, fix: `Add ${key}.` };
}

/** The driver rejects a key whose companions are missing, or of which it has two that exclude each other. */
function* unmet(row: ManilaSecretKey, path: string, given: string[], release: Minor): Iterable<Verdict> {
  for (const group of neededBy(row, release)) {
    const there = group.filter((key) => given.includes(key));
    if (there.length === 1) continue;
    const last = Object.keys(row.needs!).find((since) => !isAtLeast(release, since) && row.needs![since] === '');
    const upgrade = last ? ` Release ${last} no longer asks for it.` : '';
    yield there.length
      ? {
        path,
        message: `${row.key} allows one of ${names(group)} only, and the Secret has ${names(there)}.${upgrade}`,
        fix: 'Keep one of '
        + `${names(there)}.`,
      }
      : {
        path,
        message: `${row.key} needs ${group.length > 1 ? `one of ${names(group)}` : group[0]}.${upgrade}`,
        fix: `Add ${group.length > 1 ? 'one of them' : group[0]}.`,
      };
  }
}
