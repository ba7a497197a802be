/*
 * Decodes a value as gcfg does, by the Go type of the field. Undefined means that gcfg fails and the component does not start.
 *
 * Sources: gcfg.v1 types/bool.go, types/int.go, types/scan.go; Go's fmt.Sscanf and time.ParseDuration.
 */
import { KeyRow } from './keys';

/** A decoded value. Durations are in seconds. */
export type ConfValue = string | boolean | number | string[];

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];
const NANOSECONDS: { [unit: string]: number } = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** Expected text of each type, for messages. */
export const EXPECTED: { [type in KeyRow['type']]: string } = {
  string: 'a value after "="',
  word: 'one word',
  bool: 'true or false',
  int: 'a whole number',
  uint: 'a whole number that is not negative',
  duration: 'a number with a unit, such as 5s or 1m30s',
  list: 'a name',
  unsettable: 'left out',
};

/** Decodes one value of a field that is not a list. `value` is undefined for a key without "=". */
export function decodeValue(type: Exclude<KeyRow['type'], 'list'>, value: string | undefined): ConfValue | undefined {
  switch (type) {
    case 'string': return value;
    case 'bool': return value === undefined ? true : decodeBool(value);
    case 'word': return value === undefined ? undefined : decodeWord(value);
    case 'int': return value === undefined ? undefined : decodeInteger(value, -INT64_MAX - 1n, INT64_MAX);
    case 'uint': return value === undefined ? undefined : decodeInteger(value, 0n, UINT64_MAX);
    case 'duration': return value === undefined ? undefined : decodeDuration(value);
    case 'unsettable': return undefined;
  }
}

function decodeBool(value: string): boolean | undefined {
  const lower = value.toLowerCase();
  return TRUE.includes(lower) ? true : FALSE.includes(lower) ? false : undefined;
}

/** What fmt skips as blank: as above, without line feeds, which end the input of Sscanf. */
const BLANK = '[\\t\\v-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const WORD = '[^\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const TAIL = `${BLANK}*`;

/** fmt.Sscanf with %v skips blanks and reads a word; the %s after it must find nothing. */
function decodeWord(value: string): string | undefined {
  return new RegExp(`^${BLANK}*(${WORD}+)${TAIL}$`, 'u').exec(value)?.[1];
}

/** unicode.IsSpace. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

/** Trimmed by strings.TrimSpace, then scanned by %d, or by %v with the prefix 0x. */
function decodeInteger(value: string, minimum: bigint, maximum: bigint): number | undefined {
  const trimmed = value.replace(new RegExp(`^${SPACE}+|${SPACE}+$`, 'gu'), '');
  const decimal = /^[+-]?[0-9]+$/.test(trimmed);
  const hexadecimal = /^-?0x(?:_?[0-9a-fA-F])+$/.test(trimmed);
  if ((!decimal && !hexadecimal) || (minimum === 0n && /^[+-]/.test(trimmed))) return undefined;
  const digits = trimmed.replace(/^[+-]/, '').replace(/_/g, '');
  const parsed = trimmed.startsWith('-') ? -BigInt(digits) : BigInt(digits);
  return parsed < minimum || parsed > maximum ? undefined : Number(parsed);
}

function decodeDuration(value: string): number | undefined {
  const match = /^([+-]?)(0|(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.exec(value);
  if (!match) return undefined;
  let nanoseconds = 0;
  for (const [, number, unit] of match[2].matchAll(/([0-9.]+)([a-z\u00b5\u03bc]+)/g)) nanoseconds += Number(number) * NANOSECONDS[unit];
  if (nanoseconds >= 2 ** 63) return undefined;
  return (match[1] === '-' ? -nanoseconds : nanoseconds) / 1e9;
}
