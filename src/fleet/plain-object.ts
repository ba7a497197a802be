/*
 * What `ApiObject.toJson` of cdk8s makes of plain data, in one walk: it resolves and cleans metadata twice and the rest once, with a context and a
 * path for each value. Anything else, such as a value that comes later, is left to cdk8s.
 */
import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';

/** The fields of an object of cdk8s that its text depends on, beside the props; see the test that fails when they change. */
export interface Inside {
  readonly props?: unknown;
  readonly patches?: readonly unknown[];
  readonly toJson: unknown;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: unknown;
    readonly annotations?: unknown;
    readonly finalizers?: unknown;
    readonly ownerReferences?: unknown;
    readonly _additionalAttributes?: unknown;
    readonly toJson: unknown;
  };
}

/** Whether an object is as cdk8s made it, but for its metadata: no patches, and no `toJson` of its own. */
export function isUnchanged({ patches, toJson, metadata }: Inside): boolean {
  if (!Array.isArray(patches) || patches.length > 0 || toJson !== ApiObject.prototype.toJson) return false;
  const { labels, annotations, finalizers, ownerReferences, _additionalAttributes: rest } = metadata;
  return [labels, annotations, finalizers, ownerReferences, rest].every((part) => typeof part === 'object' && part !== null);
}

/** What the object is written as, if that follows from plain data alone and the app has no resolvers of its own; else undefined. */
export function plainJson(object: Inside, isSorted: boolean): Record<string, unknown> | undefined {
  const { props, metadata } = object;
  if (!isUnchanged(object) || metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson || typeof props !== 'object') return undefined;
  const { name, namespace, labels, annotations, finalizers, ownerReferences, _additionalAttributes: rest } = metadata;
  try {
    const head = copy({ ...rest as object, name, namespace, annotations, finalizers, ownerReferences, labels }, true, true);
    const all = copy({ ...props, metadata: head }, isSorted, false) as Record<string, unknown>;
    const { apiVersion, kind, metadata: first, ...others } = all;
    const ordered: Record<string, unknown> = {};
    for (const [key, value] of Object.entries({ apiVersion, kind, metadata: first })) if (value !== undefined) ordered[key] = value;
    return Object.assign(ordered, others);
  } catch (e) {
    if (e !== NO_DATA) throw e;
    return undefined;
  }
}

const NO_DATA = new Error('no plain data');
/** Names that mean something to whoever resolves or copies a value. */
const RESERVED = new Set(['constructor', 'resolve', '__proto__']);

/** A copy without what is null or undefined and, if wanted, without what is empty. */
function copy(value: unknown, isSorted: boolean, dropsEmpty: boolean): unknown {
  if (value === null) return undefined;
  if (typeof value === 'function' || typeof value === 'symbol') throw NO_DATA;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    if (Object.getPrototypeOf(value) !== Array.prototype || 'resolve' in value || 'value' in value) throw NO_DATA;
    return dropsEmpty && value.length === 0 ? undefined : value.map((item) => copy(item, isSorted, dropsEmpty));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) throw NO_DATA;
  const made: Record<string, unknown> = {};
  const names = Object.keys(value);
  let isEmpty = true;
  for (const name of isSorted ? names.sort() : names) {
    if (RESERVED.has(name)) throw NO_DATA;
    const one = copy((value as Record<string, unknown>)[name], isSorted, dropsEmpty);
    if (one === undefined) continue;
    made[name] = one;
    isEmpty = false;
  }
  return dropsEmpty && isEmpty ? undefined : made;
}
