import { parseArgs } from 'node:util';
import { UsageError } from './command';
import { Arrival, StoragePlanOptions } from '../analysis/options';
import { minorNumber } from '../kubernetes/minor';

/** Options shared by every command that reads manifests. */
export const WORLD_OPTIONS = {
  'kubernetes': { type: 'string' },
  'closed-world': { type: 'boolean' },
  'known-classes': { type: 'string', multiple: true },
  'known-secrets': { type: 'string', multiple: true },
  'known-drivers': { type: 'string', multiple: true },
  'arrival': { type: 'string' },
  'each': { type: 'string' },
  'format': { type: 'string' },
} as const;

export const WORLD_HELP = `  INPUT                  files, folders (all *.yaml, *.yml and *.json in them), or - for stdin;
                         all inputs together describe one cluster
  --each DIR             read each subfolder of DIR as one cluster; replaces INPUT
  --kubernetes VERSION   Kubernetes version of the cluster (default: 1.36)
  --closed-world         the input holds every object of the cluster
  --known-classes NAMES  StorageClasses that exist in the cluster but not in the input (comma-separated)
  --known-drivers NAMES  CSI drivers that exist in the cluster but not in the input
  --known-secrets NAMES  Secrets that exist in the cluster but not in the input, as namespace/name
  --arrival ORDER        order in which objects are created: volumesFirst (default), documentOrder or any
`;

type Values = { readonly [name: string]: string | boolean | string[] | undefined };

type Options = { readonly [name: string]: { readonly type: 'string' | 'boolean'; readonly multiple?: boolean } };

/** Parses the arguments of a command. Throws a UsageError for unknown options, missing values and unexpected values. */
export function parsed(args: string[], options: Options): { values: Values; inputs: string[] } {
  const { values, positionals: inputs, tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true }) as
    { values: Values; positionals: string[]; tokens: Token[] };
  for (const token of tokens) if (token.kind === 'option') checkOption(token, options);
  if (values.each !== undefined && inputs.length) throw new UsageError('--each cannot be combined with other inputs');
  if (values.each === undefined && !inputs.length) throw new UsageError('no input given: pass files, folders, or - for stdin (see --help)');
  return { values, inputs };
}

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

function checkOption({ name, rawName, value, inlineValue }: Token, options: Options): void {
  if (!Object.hasOwn(options, name) || rawName !== `--${name}`) {
    throw new UsageError(`unknown option ${rawName} (known: ${Object.keys(options).sort().map((known) => `--${known}`).join(', ')})`);
  }
  if (options[name].type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, got "${value}"`);
  } else if (value === undefined || (!inlineValue && /^-./.test(value))) {
    throw new UsageError(`${rawName} needs a value`);
  }
}

/** The plan options among the parsed values. */
export function worldOf(values: Values): StoragePlanOptions {
  const kubernetesVersion = versionOf(values, 'kubernetes');
  return {
    closedWorld: values['closed-world'] === true,
    kubernetesVersion,
    arrival: values.arrival === undefined ? undefined : oneOf(values, 'arrival', Object.values(Arrival)) as Arrival,
    knownClasses: listOf(values, 'known-classes'),
    knownSecrets: listOf(values, 'known-secrets'),
    knownDrivers: listOf(values, 'known-drivers'),
  };
}

/** A version as "1.36"; undefined if not given. */
export function versionOf(values: Values, name: string): string | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  if (!/^v?1\.\d{1,3}(\.\d+)?([-+].*)?$/.test(String(given))) throw new UsageError(`--${name} must be a version such as 1.36, got "${given}"`);
  return `1.${minorNumber(String(given))}`;
}

/** The value of an option with a fixed list of values; the first one is the default. */
export function oneOf(values: Values, name: string, allowed: readonly string[]): string {
  const given = values[name];
  if (given === undefined) return allowed[0];
  if (!allowed.includes(String(given))) throw new UsageError(`--${name} must be one of ${allowed.join(', ')}, got "${given}"`);
  return String(given);
}

function listOf(values: Values, name: string): string[] {
  const given = (values[name] ?? []) as string[];
  return given.flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean);
}
