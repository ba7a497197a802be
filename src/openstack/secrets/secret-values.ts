import { StoreSecretOptions } from './secret-store';

/*
 * Values live here and not in the `SecretText`s, so that no printer, serializer or debugger reaches them through one. The index of this folder
 * does not export this file.
 */

/** A `SecretText`, as far as this file knows one. */
interface Secret {
  readonly source: string;
}

const VALUES = new WeakMap<Secret, string>();
const STORES = new WeakMap<Secret, StoreSecretOptions>();

/** Remembers the value of a secret. */
export function keepValue(secret: Secret, value: string): void {
  VALUES.set(secret, value);
}

/** Remembers where a secret is fetched from. */
export function keepStore(secret: Secret, store: StoreSecretOptions): void {
  STORES.set(secret, store);
}

/** The value, for what writes the output. Undefined for one that is in a store. */
export function reveal(secret: Secret): string | undefined {
  return VALUES.get(secret);
}

/** Where the value is fetched from. Undefined for one that is known here. */
export function storeOf(secret: Secret): StoreSecretOptions | undefined {
  return STORES.get(secret);
}
