/*
 * The Secret with the credentials of the Manila CSI driver: the sidecars hand it to the driver with each call. Driver and cloud.conf read one
 * struct, AuthOpts of pkg/client, so each key has the property of a `GlobalSection`; pkg/csi/manila/validator says which keys need one another.
 */
import rows from './secret-keys.json';
import { refuse } from '../../core/errors';
import { isAtLeast, Minor } from '../../kubernetes/minor';
import { GlobalSection } from '../cloud-conf';
import { Auth } from '../cloud-conf/auth';
import { KEYS } from '../cloud-conf/keys';
import { toText } from '../cloud-conf/typed-values';
import { SecretText } from '../secrets/secret-text';

/** A key of the Secret. */
export interface ManilaSecretKey {
  readonly key: string;
  /** Property of `GlobalSection`, or of its `Auth`. */
  readonly property: string;
  readonly since: Minor;
  /** Last minor in which every Secret must have it. */
  readonly requiredUntil?: Minor;
  /** Keys that it needs, by the first minor that says so: "a|b,c" means exactly one of a and b, and c. */
  readonly needs?: { readonly [since: Minor]: string };
}

export const MANILA_SECRET_KEYS = rows as unknown as ManilaSecretKey[];

/** Groups of keys of which exactly one must be present beside a key. */
export function neededBy({ needs = {} }: ManilaSecretKey, minor: Minor): string[][] {
  const since = Object.keys(needs).filter((first) => isAtLeast(minor, first)).pop();
  return since && needs[since] ? needs[since].split(',').map((group) => group.split('|')) : [];
}

/** The entries of the Secret. A `SecretText` may have its value in a store. */
export function manilaSecret(property: string, global: GlobalSection, minor: Minor,
  extra: { [key: string]: string }): { [key: string]: string | SecretText } {
  const { auth, extraKeys, ...given } = global;
  if (!(auth instanceof Auth)) refuse(`${property}.auth`, 'is missing. Use a factory of Auth, such as Auth.applicationCredential({ id, secret })');
  const settings: { readonly [property: string]: unknown } = { ...given, ...auth._settings };
  const entries: { [key: string]: string | SecretText } = {};
  for (const { key, property: name } of MANILA_SECRET_KEYS) {
    const value = settings[name];
    if (value === undefined) continue;
    const row = KEYS.find((candidate) => candidate.section === 'Global' && candidate.property === name)!;
    const path = `${property}.${row.auth ? 'auth.' : ''}${name}`;
    if (row.secret && !(value instanceof SecretText)) refuse(path, 'must be a SecretText, such as SecretText.fromEnv("OS_PASSWORD")');
    entries[key] = row.secret ? value as SecretText : toText(path, row, value, minor).texts[0];
  }
  return { ...entries, ...extra };
}
