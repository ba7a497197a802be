/* Reading fields of manifests that may hold anything. */

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

/** The entries of a map of strings; values of other types are left out. */
export function strings(value: unknown): { readonly [key: string]: string } {
  if (!isObject(value)) return {};
  const result: { [key: string]: string } = Object.create(null);
  for (const key of Object.keys(value)) {
    if (typeof value[key] === 'string') result[key] = value[key];
  }
  return result;
}

export function textList(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string');
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
