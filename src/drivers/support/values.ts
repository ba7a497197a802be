/*
 * Types of parameter values. A StorageClass holds strings only; a type validates the strings that a driver accepts, and converts the value of a
 * typed property to such a string.
 */
import { invalid } from '../../core/errors';
import { isDnsSubdomain, isQualifiedName } from '../../kubernetes/names';

export interface ValueType {
  /** The accepted values, as the rest of a sentence after "must be". */
  readonly expected: string;
  /** The accepted strings, if they can be listed. */
  readonly values?: readonly string[];
  /** First driver release that accepts a value, for values that not every release accepts. */
  readonly since?: { readonly [value: string]: string };
  /** Whether the driver accepts the string. */
  readonly accepts: (text: string) => boolean;
  /** Converts the value of a typed property to a string; throws an error that names the property if the value is invalid. */
  readonly write: (property: string, value: any) => string;
}

/** A non-empty string. */
export function text(): ValueType {
  return matching(/\S/, 'a non-empty string');
}

/** A string that matches a pattern. */
export function matching(form: RegExp, expected: string): ValueType {
  return {
    expected,
    accepts: (value) => form.test(value),
    write: (property, value) => typeof value === 'string' && form.test(value) ? value : invalid(property, value, expected),
  };
}

/** Strings that strconv.ParseBool in Go accepts. */
const GO_BOOL = /^(1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/;

/** A boolean, as Go parses it. */
export function flag(): ValueType {
  const expected = 'true or false';
  return {
    expected,
    accepts: (value) => GO_BOOL.test(value),
    write: (property, value) => typeof value === 'boolean' ? String(value) : invalid(property, value, expected),
  };
}

/** A boolean with custom words for true and false. */
export function words(yes: string, no: string): ValueType {
  return {
    expected: `${yes} or ${no}`,
    values: [yes, no],
    accepts: (value) => value === yes || value === no,
    write: (property, value) => typeof value === 'boolean' ? value ? yes : no : invalid(property, value, 'true or false'),
  };
}

/** An integer within bounds, or one of `also`. */
export function whole(minimum: number, maximum = Number.MAX_SAFE_INTEGER, also: readonly number[] = []): ValueType {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `between ${minimum} and ${maximum}`;
  const fits = (value: number) => Number.isInteger(value) && ((value >= minimum && value <= maximum) || also.includes(value));
  return numeric([...also.map(String), `a whole number ${range}`].join(' or '), fits);
}

/** A power of two within bounds. */
export function powerOfTwo(minimum: number, maximum: number): ValueType {
  const fits = (value: number) => Number.isInteger(Math.log2(value)) && value >= minimum && value <= maximum;
  return numeric(`a power of two between ${minimum} and ${maximum}`, fits);
}

function numeric(expected: string, fits: (value: number) => boolean): ValueType {
  return {
    expected,
    accepts: (value) => /^-?\d+$/.test(value) && fits(Number(value)),
    write: (property, value) => typeof value === 'number' && fits(value) ? String(value) : invalid(property, value, expected),
  };
}

/** One of a list. */
export function oneOf(...values: string[]): ValueType {
  const expected = `one of ${values.join(', ')}`;
  return {
    expected,
    values,
    accepts: (value) => values.includes(value),
    write: (property, value) => values.includes(String(value)) ? String(value) : invalid(property, value, expected),
  };
}

/** One of a list, case-insensitive; the empty string means the default. */
export function anyCase(...values: string[]): ValueType {
  const folded = values.map((value) => value.toLowerCase());
  return { ...oneOf(...values), accepts: (value) => value === '' || folded.includes(value.toLowerCase()) };
}

/** The type, with the first release that accepts each value. */
export function valuesSince(type: ValueType, since: { readonly [value: string]: string }): ValueType {
  return { ...type, since };
}

/** A list, joined with `separator`. */
export function list(separator = ',', ...values: string[]): ValueType {
  const allowed = (item: string) => values.length === 0 || values.includes(item);
  const of = values.length ? `a list of ${values.join(', ')}` : 'a list';
  return {
    expected: `${of}, separated by ${JSON.stringify(separator)}`,
    values: values.length ? values : undefined,
    accepts: (value) => value.split(separator).every((item) => item.trim() !== '' && allowed(item.trim())),
    write: (property, value) => {
      if (!Array.isArray(value) || value.length === 0) invalid(property, value, 'a non-empty list');
      for (const item of value) {
        if (!allowed(item)) invalid(property, item, of);
        if (typeof item !== 'string' || item === '' || item.includes(separator)) invalid(property, item, `non-empty strings without "${separator}"`);
      }
      return value.join(separator);
    },
  };
}

/** Name of an object, such as a Secret. */
export function objectName(): ValueType {
  return checked('the name of an object such as "ceph-user"', isDnsSubdomain);
}

/** Key of a label. */
export function labelKey(): ValueType {
  return checked('a label key such as "example.com/rack"', isQualifiedName);
}

function checked(expected: string, fits: (value: string) => boolean): ValueType {
  return {
    expected,
    accepts: fits,
    write: (property, value) => typeof value === 'string' && fits(value) ? value : invalid(property, value, expected),
  };
}

/** A list of objects that have all of `fields`, as JSON. */
export function jsonList(...fields: string[]): ValueType {
  const missing = (item: any) => fields.find((field) => item?.[field] === undefined || item[field] === '' || item[field].length === 0);
  return {
    expected: `a JSON list of objects with ${fields.join(' and ')}`,
    accepts: (value) => {
      const items = parsed(value);
      return Array.isArray(items) && items.length > 0 && items.every((item) => missing(item) === undefined);
    },
    write: (property, value) => {
      if (!Array.isArray(value) || value.length === 0) invalid(property, value, 'a non-empty list');
      value.forEach((item, i) => {
        const field = missing(item);
        if (field) invalid(`${property}[${i}].${field}`, item?.[field], 'a non-empty value');
      });
      return JSON.stringify(value);
    },
  };
}

/** A map of strings, as JSON. */
export function jsonMap(): ValueType {
  return {
    expected: 'a JSON object whose values are strings',
    accepts: (value) => {
      const map = parsed(value);
      return typeof map === 'object' && map !== null && !Array.isArray(map) && Object.values(map).every((item) => typeof item === 'string');
    },
    write: (property, value) => JSON.stringify(requireMap(property, value)),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A map of labels, as lines of YAML. */
export function yamlMap(): ValueType {
  return {
    expected: 'lines of "key: value"',
    accepts: (value) => value.trim() !== '' && value.trim().split('\n').every((line) => /^\s*\S+\s*:\s*\S.*$/.test(line)),
    write: (property, value) => Object.entries(requireMap(property, value)).map(([k, v]) => `${k}: ${JSON.stringify(v)}\n`).join(''),
  };
}

function requireMap(property: string, value: any): { [key: string]: string } {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (!isMap) invalid(property, value, 'a non-empty map');
  for (const [key, item] of Object.entries(value)) if (typeof item !== 'string') invalid(`${property}[${JSON.stringify(key)}]`, item, 'a string');
  return value;
}

/** A duration in whole minutes. */
export function minutes(): ValueType {
  return {
    expected: 'a whole number of minutes',
    accepts: (value) => /^\d+$/.test(value),
    write: (property, value) => {
      if (typeof value?.toSeconds !== 'function') return invalid(property, value, 'a duration such as Duration.minutes(30)');
      const seconds: number = value.toSeconds({ integral: false });
      return seconds % 60 === 0 ? String(seconds / 60) : invalid(property, value.toHumanString(), 'a duration in whole minutes');
    },
  };
}

/** A regular expression. */
export function pattern(): ValueType {
  const expected = 'a regular expression';
  const compiled = (value: string) => {
    try {
      return new RegExp(value).source;
    } catch {
      return undefined;
    }
  };
  return {
    expected,
    accepts: (value) => compiled(value) !== undefined,
    write: (property, value) => compiled(value) ?? invalid(property, value, expected),
  };
}

/** A block size of ZFS: a power of two, in bytes or with the suffix "k". */
export function blockSize(): ValueType {
  return checked('a power of two between "512" and "128k"', (value) => {
    const match = /^(\d+)(k?)$/i.exec(value);
    const bytes = match ? Number(match[1]) * (match[2] ? 1024 : 1) : NaN;
    return Number.isInteger(Math.log2(bytes)) && bytes >= 512 && bytes <= 131072;
  });
}

/** The type, for a parameter whose documentation also allows an empty value. */
export function optional(type: ValueType = text()): ValueType {
  return { ...type, accepts: (value) => value === '' || type.accepts(value) };
}
