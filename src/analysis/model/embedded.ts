/* YAML and JSON in ConfigMaps. */
import { readFast } from '../input/fast-yaml';

const LONGEST = 200_000;

/** The parsed value of a text; `error` says why it cannot be parsed, in one line and without the text. */
export interface Embedded {
  readonly value?: unknown;
  readonly error?: string;
}

export function yamlIn(text: string): Embedded {
  if (text.length > LONGEST) return { error: 'it is too long' };
  const fast = readFast(text);
  if (fast) return fast;
  try {
    const { parseDocument } = require('yaml') as typeof import('yaml'); // eslint-disable-line @typescript-eslint/no-require-imports
    const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false, version: '1.1' });
    if (document.errors.length) return { error: 'it is not valid YAML' };
    return { value: document.toJS({ maxAliasCount: 50 }) };
  } catch {
    return { error: 'it is not valid YAML' };
  }
}

export function jsonIn(text: string): Embedded {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { error: 'it is not valid JSON' };
  }
}
