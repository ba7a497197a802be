/*
 * Plain YAML scalars as Kubernetes reads them: YAML 1.1 with the octal numbers of 1.2, no base 60, dates as text.
 * Source: go.yaml.in/yaml/v2 resolve.go, sigs.k8s.io/yaml yaml.go.
 */

const WORDS: ReadonlyMap<string, boolean | null | string> = new Map<string, boolean | null | string>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const LONGEST_WORD = 5;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const RADIX = ['0x', '0b', '0o', ''];
const LARGEST = 2 ** 64;

/**
 * The value of a scalar without quotes: null, true or false, a number, or the text itself. Infinity and NaN, which JSON cannot hold, stay text.
 * Numbers of more than 53 bits lose digits.
 */
export function plainScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!isNumeric) {
    const word = text.length <= LONGEST_WORD ? WORDS.get(text) : undefined;
    return word === undefined ? text : word;
  }
  return number(first === 46 ? text : text.replaceAll('_', '')) ?? text;
}

function number(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (match) {
    const at = match.slice(2).findIndex((digits) => digits !== undefined);
    const value = Number(`${RADIX[at]}${match[at + 2]}`);
    const signed = match[1] === '-' ? -value || 0 : value;
    // Above 64 bits only decimal digits are a number, of floating point.
    if (Math.abs(signed) < LARGEST || RADIX[at] === '') return signed;
  }
  return FLOAT.test(text) ? finite(Number(text)) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** A key as text: `yes` is "true", `0o17` is "15", `1.10` is "1.1". */
export function keyText(value: unknown): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(single);
}

/**
 * Characters that the YAML reader of Kubernetes refuses or takes for the end of a line: controls, NEL, LS, PS, byte order marks, noncharacters, half
 * pairs.
 */
export const UNREADABLE = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff]'
  + '|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]');

/** The name of a character, such as "U+2028". */
export function characterName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
