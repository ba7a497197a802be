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
  const found: Array<string | number> = [];
  let isClosed = true;
  // No regular expression: in a process with much compiled code, V8 lets each character of a repetition cost it some of its stack.
  for (let at = 0; at < path.length;) {
    if (path[at] === '[') {
      const close: number = isClosed ? path.indexOf(']', at) : -1;
      isClosed = close >= 0;
      const inner = close < 0 ? '' : path.slice(at + 1, close);
      if (close >= 0) found.push(/^\d{1,16}$/.test(inner) ? Number(inner) : inner);
      at = close < 0 ? at + 1 : close + 1;
    } else if (path[at] === ']' || path[at] === '.') {
      at++;
    } else {
      let end = at + 1;
      while (end < path.length && path[end] !== '.' && path[end] !== '[' && path[end] !== ']') end++;
      found.push(path.slice(at, end));
      at = end;
    }
  }
  return found;
}
