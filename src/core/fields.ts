/* Reads fields of manifests of unknown shape. */

export interface Fields { readonly [key: string]: any }

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fields(value: unknown): Fields {
  return isObject(value) ? value : {};
}

export function list(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

const NO_STRINGS: { readonly [key: string]: string } = Object.freeze({});

/**
 * A map of strings. As in the API server, null counts as ""; values of other types are dropped. Read it with constant keys or with `own`:
 * a key such as "constructor" would find a member that every object inherits.
 */
export function strings(value: unknown): { readonly [key: string]: string } {
  if (!isObject(value)) return NO_STRINGS;
  const keys = Object.keys(value);
  if (keys.every((key) => typeof value[key] === 'string')) return value;
  return Object.fromEntries(keys.filter((key) => typeof value[key] === 'string' || value[key] === null).map((key) => [key, value[key] ?? '']));
}

/** The value of a key that comes from the input; undefined for inherited members such as "constructor". */
export function own<T>(map: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export function textList(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string');
}

/** A list of strings as the API server decodes it: null and other types count as "". */
export function decodedTexts(value: unknown): string[] {
  return list(value).map((item) => text(item) ?? '');
}

/** The steps of a field path such as "spec.containers[0].name" or "spec.capacity[storage]". */
export function steps(path: string): Array<string | number> {
  const found = path.match(/[^.[\]]+|\[[^\]]*\]/g) ?? [];
  return found.map((step) => {
    if (!step.startsWith('[')) return step;
    const inner = step.slice(1, -1);
    return /^\d+$/.test(inner) ? Number(inner) : inner;
  });
}
