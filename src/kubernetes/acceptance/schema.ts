/*
 * Types and names of fields, as the server decodes them before validation. The server answers with code 400 and no field path; the path is ours.
 */
import { Report } from './report';
import { Fields, isObject } from '../../core/fields';
import schema from '../data/fields.json';
import { isAtLeast, Minor } from '../minor';
import { parseQuantity } from '../quantity';

const ROOTS: { readonly [kind: string]: string } = schema.roots;
const TYPES: { readonly [type: string]: { readonly [field: string]: string } } = schema.types as any;

/** Minors that have a field, where not all do: fields that came after the first minor of `fields.json`, and those that are gone. */
const RANGES = new Map<string, { readonly since?: Minor; readonly until?: Minor }>();
for (const end of ['since', 'until'] as const) {
  for (const [minor, types] of Object.entries<{ readonly [type: string]: readonly string[] }>(schema[end])) {
    for (const [type, names] of Object.entries(types)) for (const name of names) RANGES.set(`${type}.${name}`, { ...RANGES.get(`${type}.${name}`), [end]: minor });
  }
}

/** Minor whose fields `fields.json` contains: later minors may have more. */
export const KNOWN_FIELDS = /v(1\.\d+)/.exec(schema.source)![1];

/** Whether the fields of an object's kind are known. */
export function hasKnownFields({ apiVersion, kind }: Fields): boolean {
  return Object.hasOwn(ROOTS, `${apiVersion}/${kind}`);
}

/** Reports fields of a wrong type and unknown fields. */
export function decode(report: Report, object: any, kubernetesVersion: string): void {
  const root = ROOTS[`${object.apiVersion}/${object.kind}`];
  if (root) new Decoder(report, kubernetesVersion).structure(object, root, '');
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Standard base64 with padding; Go skips line breaks. */
function isBase64(value: string): boolean {
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isInt32(value: unknown): boolean {
  return Number.isInteger(value) && Int32Array.of(value as number)[0] === value;
}

class Decoder {
  private readonly strict: boolean;

  constructor(private readonly report: Report, private readonly kubernetesVersion: Minor) {
    this.strict = isAtLeast(KNOWN_FIELDS, kubernetesVersion);
  }

  public structure(value: { readonly [key: string]: unknown }, type: string, path: string): void {
    const known = TYPES[type];
    for (const key of Object.keys(value)) {
      const field = path ? `${path}.${key}` : key;
      const { since, until } = RANGES.get(`${type}.${key}`) ?? {};
      if (since && !isAtLeast(this.kubernetesVersion, since)) this.report.refuse(field, `unknown field: it was added in ${since}`);
      else if (until && isAtLeast(this.kubernetesVersion, until)) this.report.refuse(field, `unknown field: it was removed in ${until}`);
      else if (Object.hasOwn(known, key)) this.check(value[key], known[key], field);
      else if (this.strict) this.report.refuse(field, 'unknown field');
    }
  }

  private check(value: unknown, type: string, path: string): void {
    if (value === null || value === undefined || type === 'x') return;
    if (type[0] === '[') {
      if (!Array.isArray(value)) return this.wrong(path, value, 'a list');
      value.forEach((item, i) => this.check(item, type.slice(1), `${path}[${i}]`));
    } else if (type[0] === '{') {
      if (!isObject(value)) return this.wrong(path, value, 'a map');
      for (const key of Object.keys(value)) this.check(value[key], type.slice(1), `${path}[${key}]`);
    } else if (TYPES[type]) {
      if (!isObject(value)) return this.wrong(path, value, 'an object');
      this.structure(value, type, path);
    } else {
      this.scalar(value, type, path);
    }
  }

  private scalar(value: unknown, type: string, path: string): void {
    switch (type) {
      case 's': if (typeof value !== 'string') this.wrong(path, value, 'a string'); break;
      case 'b': if (typeof value !== 'boolean') this.wrong(path, value, 'true or false'); break;
      case 'i': if (!isInt32(value)) this.wrong(path, value, 'a whole number of 32 bits'); break;
      // Go reads bytes as numbers too
      case 'y': if (Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)) break;
        if (typeof value !== 'string') this.wrong(path, value, 'a base64 text');
        else if (!isBase64(value)) this.report.invalid(path, '<redacted>', 'must be base64. Use stringData for plain text');
        break;
      case 'l': if (!Number.isInteger(value) || Math.abs(value as number) >= 2 ** 63) this.wrong(path, value, 'a whole number of 64 bits'); break;
      case 't': if (typeof value !== 'string' || !TIME.test(value)) this.wrong(path, value, 'a time such as "2024-01-31T12:00:00Z"'); break;
      case 'is': if (!isInt32(value) && typeof value !== 'string') this.wrong(path, value, 'a whole number or a string'); break;
      default: if (parseQuantity(value) === undefined) this.report.invalid(path, value, 'quantities look like "10Gi"');
    }
  }

  private wrong(path: string, value: unknown, expected: string): void {
    this.report.refuse(path, `must be ${expected}, not ${Array.isArray(value) ? 'a list' : typeof value}`);
  }
}
