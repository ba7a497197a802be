import { rejections } from '../../../src/kubernetes/acceptance';

/** The object with another value at a path such as "spec.containers.0.name", where "|" is a dot in a key; undefined removes the field. */
export function changed(object: object, path: string, value: unknown): any {
  const copy = structuredClone(object);
  const steps = path.split('.').map((step) => step.replaceAll('|', '.'));
  const last = steps.pop()!;
  const parent = steps.reduce<any>((at, step) => (at[step] ??= {}), copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** The fields for which the API server rejects an object. */
export const refused = (object: any, version = '1.36') => [...new Set(rejections(object, version).map(({ field }) => field))];
