/*
 * Parameters of StorageClasses and VolumeSnapshotClasses are a flat map of strings. Each typed class says in a table which property becomes
 * which parameter and how it is written.
 */
import { invalid, refuse } from '../../../core/errors';
import { isDnsSubdomain, isQualifiedName } from '../../../kubernetes/names';

/** One parameter: its name, and how the value of its property is checked and written. */
export interface Parameter {
  readonly name: string;
  readonly write: (property: string, value: any) => string;
}

/** The parameters of a typed class, by the name of their property. */
export type ParameterTable<Props> = { readonly [K in keyof Props]?: Parameter };

export type Parameters = { [key: string]: string };

/** Text, which may not be empty. */
export function text(name: string): Parameter {
  return matching(name, /\S/, 'a text that is not empty');
}

/** Text of a form. */
export function matching(name: string, form: RegExp, expected: string): Parameter {
  return { name, write: (property, value) => typeof value === 'string' && form.test(value) ? value : invalid(property, value, expected) };
}

/** `true` or `false`, written as the driver reads it. */
export function flag(name: string, yes = 'true', no = 'false'): Parameter {
  return { name, write: (property, value) => typeof value === 'boolean' ? value ? yes : no : invalid(property, value, 'true or false') };
}

/** A whole number. */
export function whole(name: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER, also: number[] = []): Parameter {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `between ${minimum} and ${maximum}`;
  return {
    name,
    write: (property, value) => Number.isInteger(value) && ((value >= minimum && value <= maximum) || also.includes(value))
      ? String(value)
      : invalid(property, value, [...also.map(String), `a whole number ${range}`].join(' or ')),
  };
}

/** A power of two. */
export function powerOfTwo(name: string, minimum: number, maximum: number): Parameter {
  return {
    name,
    write: (property, value) => Number.isInteger(Math.log2(value)) && value >= minimum && value <= maximum
      ? String(value)
      : invalid(property, value, `a power of two between ${minimum} and ${maximum}`),
  };
}

/** A member of an enum, or one of a list of texts. */
export function oneOf(name: string, allowed: { [key: string]: string | number }): Parameter {
  const values = Object.values(allowed).map(String);
  return { name, write: (property, value) => values.includes(String(value)) ? String(value) : invalid(property, value, `one of ${values.join(', ')}`) };
}

/** A list, joined with `separator`. */
export function list(name: string, separator = ',', allowed?: { [key: string]: string }): Parameter {
  const values = allowed && Object.values(allowed);
  return {
    name,
    write: (property, value) => {
      if (!Array.isArray(value) || value.length === 0) invalid(property, value, 'a list that is not empty');
      for (const item of value) {
        if (values && !values.includes(item)) invalid(property, item, `a list of ${values.join(', ')}`);
        if (typeof item !== 'string' || item === '' || item.includes(separator)) invalid(property, item, `a list of texts without "${separator}"`);
      }
      return value.join(separator);
    },
  };
}

/** Name of an object, such as a Secret. */
export function objectName(name: string): Parameter {
  return { name, write: (property, value) => typeof value === 'string' && isDnsSubdomain(value) ? value : invalid(property, value, 'the name of an object such as "ceph-user"') };
}

/** Key of a label. */
export function labelKey(name: string): Parameter {
  return { name, write: (property, value) => typeof value === 'string' && isQualifiedName(value) ? value : invalid(property, value, 'a label key such as "example.com/rack"') };
}

/** A list of objects that have all of `fields`, written as JSON. */
export function jsonList(name: string, fields: string[]): Parameter {
  return {
    name,
    write: (property, value) => {
      if (!Array.isArray(value) || value.length === 0) invalid(property, value, 'a list that is not empty');
      value.forEach((item, i) => {
        const missing = fields.find((field) => item?.[field] === undefined || item[field] === '' || item[field].length === 0);
        if (missing) invalid(`${property}[${i}].${missing}`, item?.[missing], 'a value that is not empty');
      });
      return JSON.stringify(value);
    },
  };
}

/** A map of texts, written as JSON. */
export function jsonMap(name: string): Parameter {
  return { name, write: (property, value) => JSON.stringify(requireMap(property, value)) };
}

/** A map of labels, written as lines of YAML. */
export function yamlMap(name: string): Parameter {
  return { name, write: (property, value) => Object.entries(requireMap(property, value)).map(([k, v]) => `${k}: ${JSON.stringify(v)}\n`).join('') };
}

function requireMap(property: string, value: any): { [key: string]: string } {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (!isMap) invalid(property, value, 'a map that is not empty');
  for (const [key, item] of Object.entries(value)) if (typeof item !== 'string') invalid(`${property}[${JSON.stringify(key)}]`, item, 'a text');
  return value;
}

/** A duration of whole minutes. */
export function minutes(name: string): Parameter {
  return {
    name,
    write: (property, value) => {
      if (typeof value?.toSeconds !== 'function') return invalid(property, value, 'a duration such as Duration.minutes(30)');
      const seconds: number = value.toSeconds({ integral: false });
      return seconds % 60 === 0 ? String(seconds / 60) : invalid(property, value.toHumanString(), 'a duration of whole minutes');
    },
  };
}

/** A regular expression. */
export function pattern(name: string): Parameter {
  return {
    name,
    write: (property, value) => {
      try {
        return new RegExp(value).source;
      } catch {
        return invalid(property, value, 'a regular expression');
      }
    },
  };
}

/** A block size of ZFS: a power of two, in bytes or with the suffix "k". */
export function blockSize(name: string): Parameter {
  return {
    name,
    write: (property, value) => {
      const match = /^(\d+)(k?)$/i.exec(value);
      const bytes = match ? Number(match[1]) * (match[2] ? 1024 : 1) : NaN;
      return Number.isInteger(Math.log2(bytes)) && bytes >= 512 && bytes <= 131072 ? value : invalid(property, value, 'a power of two between "512" and "128k"');
    },
  };
}

const MOST_PARAMETERS = 512;
const MOST_BYTES = 256 * 1024;

/** What the API server accepts as the parameters of a class. Undefined where there are none. Source: pkg/apis/storage/validation (validateParameters). */
export function requireParameters(property: string, parameters: Parameters): Parameters | undefined {
  const entries = Object.entries(parameters);
  for (const [key, value] of entries) {
    if (key === '') refuse(property, 'hold one without a name, which the API server refuses');
    if (typeof value !== 'string') invalid(`${property}[${JSON.stringify(key)}]`, value, 'a string', 'Parameters are strings: quote the value');
  }
  if (entries.length > MOST_PARAMETERS) refuse(property, `hold more than ${MOST_PARAMETERS} entries, which the API server refuses`);
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > MOST_BYTES) refuse(property, `take ${bytes} bytes, and the API server refuses more than ${MOST_BYTES}`);
  return entries.length ? parameters : undefined;
}

/** The parameters that `props` ask for: those of the table, then `extra`, which may not repeat one. */
export function parametersOf<P extends object>(props: P, table: ParameterTable<P>, extra: Parameters = {}): Parameters {
  const written: Parameters = {};
  for (const [property, parameter] of Object.entries(table) as [string, Parameter][]) {
    const value = (props as any)[property];
    if (value !== undefined) written[parameter.name] = parameter.write(property, value);
  }
  const known = new Map((Object.entries(table) as [string, Parameter][]).map(([property, parameter]) => [parameter.name, property]));
  for (const [name, value] of Object.entries(extra)) {
    if (known.has(name)) refuse('extraParameters', `holds "${name}", which the property ${known.get(name)} is for`);
    if (typeof value !== 'string') invalid(`extraParameters[${JSON.stringify(name)}]`, value, 'a string', 'Parameters are strings: quote the value');
    written[name] = value;
  }
  return written;
}
