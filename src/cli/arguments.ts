import { parseArgs } from 'node:util';
import { Arguments, Option, Options, unknown, UsageError, Values } from './command';
import { nearest } from '../core/nearest';

interface Token {
  readonly kind: string;
  /** Without dashes. */
  readonly name: string;
  /** As it was written. */
  readonly rawName: string;
  readonly value?: string;
  /** Whether the value is in the same argument, after "=". */
  readonly inlineValue?: boolean;
}

/** Parses the arguments of a command. Throws a UsageError for unknown options, missing values and unexpected values. */
export function parsed(args: string[], options: Options): Pick<Arguments, 'values' | 'inputs'> {
  const config = Object.fromEntries(Object.entries(options).map(([name, { value, multiple, short }]) => (
    [name, { type: value === undefined ? 'boolean' as const : 'string' as const, multiple: multiple === true, ...short ? { short } : {} }])));
  const { values, positionals: inputs, tokens } = parseArgs({ args, options: config, allowPositionals: true, strict: false, tokens: true }) as
    { values: Values; positionals: string[]; tokens: Token[] };
  for (const token of tokens) if (token.kind === 'option') checkOption(token, options);
  return { values: { ...values }, inputs };
}

/** The values of the command line, then those of the configuration, then the defaults. Lists of both are joined. */
export function completed(given: Values, configured: Values, options: Options): Values {
  const values = Object.entries(options).map(([name, option]) => {
    const first = given[name];
    const second = option.values && !option.values.includes(String(configured[name])) ? undefined : configured[name];
    const value = Array.isArray(first) && Array.isArray(second) ? [...second, ...first] : first ?? second ?? option.values?.[0];
    if (value !== undefined) checkValue(name, option, value);
    return [name, value] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function checkOption({ name, rawName, value, inlineValue }: Token, options: Options): void {
  if (!Object.hasOwn(options, name) || rawName !== `--${name}` && rawName !== `-${options[name].short}`) {
    const known = Object.keys(options).sort().map((option) => `--${option}`);
    throw unknown('option', rawName, known, nearest(rawName, known)
      ?? known.find((option) => rawName.startsWith(`${option}-`) || option.startsWith(rawName)));
  }
  if (options[name].value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, got "${value}"`);
  } else if (value === undefined || (!inlineValue && /^-./.test(value))) {
    throw new UsageError(`${rawName} needs a value`);
  }
}

function checkValue(name: string, { values }: Option, given: unknown): void {
  if (values && !values.includes(String(given))) throw new UsageError(`--${name} must be one of ${values.join(', ')}, got "${given}"`);
}
