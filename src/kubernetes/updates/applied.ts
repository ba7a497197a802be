/*
 * What an apply makes of an object that exists: what the manifest says over what the cluster holds. Fields that controllers set, such as the volume of
 * a claim or the node of a pod, stay, and so does the status; fields of the last apply that the manifest no longer has go. An update that the API server
 * refuses changes nothing.
 * Source: staging/src/k8s.io/kubectl/pkg/cmd/apply, pkg/apis/core/validation.
 */
import { refusals } from './immutable';
import { keyField, rootType, typeOfField } from './meaning';
import { placesOfLivePod } from './pods';
import { Fields, fields, isObject, list, text } from '../../core/fields';
import { LAST_APPLIED } from '../annotations';
import { Minor } from '../minor';
import { parseQuantity } from '../quantity';

/** An object after an apply. */
export interface Applied {
  readonly object: Fields;
  /** The fields for which the API server refuses the update: the object stays as it was. */
  readonly refused: readonly string[];
}

/** Whether claims of a class may grow; '' is none. */
export type Growth = (storageClass: string) => boolean;

/** The object that an apply of `given` leaves, where `live` exists. */
export function applied(given: Fields, live: Fields, minor: Minor, grows: Growth): Applied {
  const last = parsed(text(fields(fields(live.metadata).annotations)[LAST_APPLIED]));
  const { status: _, ...wanted } = given;
  const object = over(live, wanted, last, rootType(text(given.kind) ?? '')) as Fields;
  const refused = [...new Set([
    ...refusals(object, live, minor).map(({ path }) => path), ...refusedSizes(object, live, grows), ...object.kind === 'Pod' ? placesOfLivePod(object, live) : [],
  ])];
  return refused.length ? { object: live, refused } : { object, refused };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '{}');
  } catch {
    return {};
  }
}

/** Maps field by field, lists with a key entry by entry; everything else is replaced. */
function over(live: unknown, given: unknown, last: unknown, type: string): unknown {
  if (given === undefined || given === null) return last === undefined ? live : undefined;
  if (!isObject(given) || !isObject(live)) return given;
  const before = fields(last);
  const result: Array<[string, unknown]> = [];
  for (const key of new Set([...Object.keys(live), ...Object.keys(given)])) {
    const value = Array.isArray(given[key]) && Array.isArray(live[key])
      ? overList(list(live[key]), list(given[key]), list(before[key]), type, key)
      : over(live[key], given[key], before[key], typeOfField(type, key));
    if (value !== undefined) result.push([key, value]);
  }
  return Object.fromEntries(result);
}

function overList(live: readonly unknown[], given: readonly unknown[], last: readonly unknown[], type: string, key: string): readonly unknown[] {
  const name = keyField(type, key);
  if (name === undefined) return given;
  const named = (entries: readonly unknown[]) => new Map(entries.map((entry) => [fields(entry)[name], entry]));
  const [there, wanted, before] = [named(live), named(given), named(last)];
  const entryType = typeOfField(type, key).replace(/^\[/, '');
  const kept = [...there].filter(([id]) => wanted.has(id) || !before.has(id)).map(([id, entry]) => over(entry, wanted.get(id), undefined, entryType));
  return [...kept, ...[...wanted].filter(([id]) => !there.has(id)).map(([, entry]) => entry)];
}

/** A claim that is not bound keeps its size; one that is bound may grow where its class allows it, and shrink to what it has got. */
function refusedSizes(now: Fields, before: Fields, grows: Growth): string[] {
  if (now.kind !== 'PersistentVolumeClaim') return [];
  const size = ({ spec }: Fields) => parseQuantity(fields(fields(fields(spec).resources).requests).storage) ?? 0n;
  const [wanted, asked, status] = [size(now), size(before), fields(before.status)];
  if (wanted === asked) return [];
  const isRefused = status.phase !== 'Bound' || wanted < (parseQuantity(fields(status.capacity).storage) ?? 0n)
    || (wanted > asked && !grows(text(fields(before.spec).storageClassName) ?? ''));
  return isRefused ? ['spec.resources.requests.storage'] : [];
}
