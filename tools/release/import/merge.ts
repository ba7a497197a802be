/* Brings together what upstream says, the file that exists, and the neighbouring minor, and knows where each leaf came from. */
import { isDeepStrictEqual } from 'util';

/** Where a leaf came from. */
export type Source = 'upstream' | 'existing file' | 'neighbour';

export interface Placed { readonly path: string; readonly source: Source; readonly value: unknown }

/** Parts which manifests never show: they come from the file that exists, or from the neighbour. */
const BESIDE_MANIFESTS = [
  /^minimumKubernetes$/, /^cloudControllerManager\.providerServiceAccount$/, /\.driverFlags$/, /\.credentialFreeNode$/, /\.snapshotterUntilKubernetes$/,
  /\.leaderElection$/, /\.secretRules$/, /\.chart$/, /^cinderCsi\.driverName$/, /^cinderCsi\.controller\.service$/,
  /^manilaCsi\.csiDriver$/,
];

/**
 * The profile of a minor: all that upstream says, and from `existing`, or else from `neighbour`, what manifests do not show. Keys are in the order of
 * `existing` or `neighbour`.
 */
export function mergedProfile(minor: string, upstream: any, existing: any, neighbour: any): { profile: any; leaves: Placed[] } {
  const leaves: Placed[] = [{ path: 'minor', source: 'upstream', value: minor }];
  const merge = (path: string, given: any, current: any, near: any): any => {
    const base = current ?? near;
    if (!isMap(given)) {
      record(leaves, path, 'upstream', given);
      return given === undefined ? base : ordered(given, base);
    }
    const beside = Object.keys(base ?? {}).filter((key) => !(key in given) && BESIDE_MANIFESTS.some((pattern) => pattern.test(join(path, key))));
    for (const key of beside) record(leaves, join(path, key), current ? 'existing file' : 'neighbour', base[key]);
    const keys = [...new Set([...Object.keys(base ?? {}), ...Object.keys(given)])].filter((key) => key in given || beside.includes(key));
    return Object.fromEntries(keys.map((key) => [key, key in given ? merge(join(path, key), given[key], current?.[key], near?.[key]) : base[key]]));
  };
  const { minor: _, ...rest } = upstream;
  const old = existing && { ...existing, minor: undefined };
  const merged = merge('', rest, old, { ...neighbour, minor: undefined });
  return { profile: { minor, ...merged }, leaves };
}

/** Leaves that differ, one a line. Entries of lists with names are paired by name. */
export function differences(before: any, after: any, path = ''): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const lists = Array.isArray(before) && Array.isArray(after);
  const named = lists && [...before, ...after].every((entry) => isMap(entry) && typeof entry.name === 'string');
  if (lists && !named && before.every(isPlain) && after.every(isPlain)) return [`${path}: ${shown(before)} -> ${shown(after)}`];
  if (!lists && !(isMap(before) && isMap(after))) return [`${path}: ${shown(before)} -> ${shown(after)}`];
  const entries = (value: any): Map<string, any> => new Map(Array.isArray(value)
    ? value.map((entry, i) => [`[${named ? entry.name : i}]`, entry] as const) : Object.entries(value).map(([key, entry]) => [`.${key}`, entry] as const));
  const [left, right] = [entries(before), entries(after)];
  const found = [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => differences(left.get(key), right.get(key), `${path}${key}`.replace(/^\./, '')));
  return found.length ? found : [`${path}: order ${shown([...left.keys()])} -> ${shown([...right.keys()])}`];
}

function record(leaves: Placed[], path: string, source: Source, value: unknown): void {
  if (Array.isArray(value)) value.forEach((entry, i) => record(leaves, `${path}[${isMap(entry) && typeof entry.name === 'string' ? entry.name : i}]`, source, entry));
  else if (isMap(value)) Object.entries(value).forEach(([key, entry]) => record(leaves, join(path, key), source, entry));
  else leaves.push({ path, source, value });
}

/** The same value with keys in the order of its counterpart. */
function ordered(value: any, like: any): any {
  if (Array.isArray(value)) return value.map((entry, i) => ordered(entry, counterpart(entry, i, Array.isArray(like) ? like : [])));
  if (!isMap(value)) return value;
  const keys = [...Object.keys(isMap(like) ? like : {}).filter((key) => key in value), ...Object.keys(value)];
  return Object.fromEntries([...new Set(keys)].map((key) => [key, ordered(value[key], isMap(like) ? like[key] : undefined)]));
}

function counterpart(entry: any, i: number, list: any[]): any {
  const same = isMap(entry) && 'name' in entry ? list.find((other) => other?.name === entry.name) : undefined;
  return same ?? list[i] ?? list[0];
}

function isMap(value: unknown): value is { [key: string]: any } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
