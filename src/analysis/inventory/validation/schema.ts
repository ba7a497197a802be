/*
 * Types and names of fields, as the server decodes them before it validates. It answers code 400 without a field path; the path here is ours.
 */
import schema from './fields.json';
import { Report } from './report';
import { isAtLeast } from '../../../core/minor';
import { parseQuantity } from '../../../core/quantity';
import { isObject } from '../access';

const ROOTS: { readonly [kind: string]: string } = schema.roots;
const TYPES: { readonly [type: string]: { readonly [field: string]: string } } = schema.types as any;

/** Minor whose fields `fields.json` holds: later ones may have more. */
const KNOWN = '1.36';

/** Whether the fields of a kind are known. */
export function knows(apiVersion: string, kind: string): boolean {
  return ROOTS[`${apiVersion}/${kind}`] !== undefined;
}

/** Reports fields of a wrong type, and fields that the kind does not have. */
export function decode(report: Report, object: any, kubernetesVersion: string): void {
  const root = ROOTS[`${object.apiVersion}/${object.kind}`];
  const strict = isAtLeast(KNOWN, kubernetesVersion);
  if (root) structure(object, root, '');

  function structure(value: { readonly [key: string]: unknown }, type: string, path: string): void {
    const known = TYPES[type];
    for (const key of Object.keys(value)) {
      const field = path ? `${path}.${key}` : key;
      if (known[key]) check(value[key], known[key], field);
      else if (strict && !(path === '' && key.startsWith('x-'))) report.refuse(field, 'unknown field');
    }
  }

  function check(value: unknown, type: string, path: string): void {
    if (value === null || value === undefined || type === 'x') return;
    if (type.startsWith('[')) {
      if (!Array.isArray(value)) return wrong(path, value, 'a list');
      value.forEach((item, i) => check(item, type.slice(1), `${path}[${i}]`));
    } else if (type.startsWith('{')) {
      if (!isObject(value)) return wrong(path, value, 'a map');
      for (const key of Object.keys(value)) check(value[key], type.slice(1), `${path}[${key}]`);
    } else if (TYPES[type]) {
      if (!isObject(value)) return wrong(path, value, 'an object');
      structure(value, type, path);
    } else {
      scalar(value, type, path);
    }
  }

  function scalar(value: unknown, type: string, path: string): void {
    switch (type) {
      case 's': if (typeof value !== 'string') wrong(path, value, 'a string'); break;
      case 'b': if (typeof value !== 'boolean') wrong(path, value, 'true or false'); break;
      case 'i': if (!Number.isInteger(value)) wrong(path, value, 'a whole number'); break;
      case 'n': if (typeof value !== 'number') wrong(path, value, 'a number'); break;
      case 'is': if (!Number.isInteger(value) && typeof value !== 'string') wrong(path, value, 'a whole number or a string'); break;
      default: if (parseQuantity(value) === undefined) report.invalid(path, value, 'quantities look like "10Gi"');
    }
  }

  function wrong(path: string, value: unknown, expected: string): void {
    const given = Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value;
    report.refuse(path, `must be ${expected}, not ${given}`);
  }
}
