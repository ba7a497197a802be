import type { SecretText, StoreSecretOptions } from './secret-text';

/*
 * Values live here and not in the `SecretText`s, so that no printer, serializer or debugger reaches them through one. The index of this folder
 * does not export this file.
 */
const VALUES = new WeakMap<SecretText, string>();
const STORES = new WeakMap<SecretText, StoreSecretOptions>();

/** Remembers the value of a secret. */
export function keepValue(secret: SecretText, value: string): void {
  VALUES.set(secret, value);
}

/** Remembers where a secret is fetched from. */
export function keepStore(secret: SecretText, store: StoreSecretOptions): void {
  STORES.set(secret, store);
}

/** The value, for what writes the output. Undefined for one that is in a store. */
export function reveal(secret: SecretText): string | undefined {
  return VALUES.get(secret);
}

/** Where the value is fetched from. Undefined for one that is known here. */
export function storeOf(secret: SecretText): StoreSecretOptions | undefined {
  return STORES.get(secret);
}
