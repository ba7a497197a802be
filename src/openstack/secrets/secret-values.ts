import { StoreSecretOptions } from './secret-store';

/*
 * Values are kept here and not in the `SecretText`s, so that no printer, serializer or debugger can reach them. The index of this folder
 * does not export this file.
 */

/** The part of a `SecretText` that this file needs. */
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

/** The value, for writers of the output. Undefined if it is in a store. */
export function reveal(secret: Secret): string | undefined {
  return VALUES.get(secret);
}

/** Store reference of the value. Undefined if the value is known here. */
export function storeOf(secret: Secret): StoreSecretOptions | undefined {
  return STORES.get(secret);
}
