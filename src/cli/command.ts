import type { FindingSeverity } from '../analysis/check/finding';
import type { PolicyAcknowledgement } from '../analysis/check/policy';

/** Streams that a command reads from and writes to. */
export interface Terminal {
  readonly stdin: AsyncIterable<unknown>;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Prints results. `commands` marks text whose lines are workflow commands for a CI system. */
  out(text: string, commands?: boolean): void;
  /** Prints manifests, which must arrive byte for byte. A terminal without it prints them as `out` does. */
  raw?(text: string): void;
  /** Prints one line of diagnostics. */
  err(line: string): void;
}

/** Options of every command. */
export const COMMON_OPTIONS: Options = {
  output: { value: 'FILE', help: 'write the result to FILE instead of stdout' },
};

/** Success, without findings. */
export const DONE = 0;
/** Findings at or above the failing severity. */
export const FOUND = 1;
/** Invalid usage, or unreadable input. */
export const UNUSABLE = 2;

/** An option of a command; one without `value` is a switch. */
export interface Option {
  /** Placeholder of its value in help, such as "FILE". */
  readonly value?: string;
  /** The only values that it takes; the first one is the default. */
  readonly values?: readonly string[];
  /** May be given several times. */
  readonly multiple?: boolean;
  /** Its letter, for "-f" beside "--file". */
  readonly short?: string;
  /** Its line in help. */
  readonly help: string;
}

export interface Options { readonly [name: string]: Option }

/** Values of options by name: texts, lists of texts, and true for switches. Options with a fixed list of values have their default. */
export interface Values { readonly [name: string]: string | boolean | string[] | undefined }

/** What a configuration file says. */
export interface Configuration {
  /** The file; undefined if there is none. */
  readonly file?: string;
  /** Options by name, as on the command line. */
  readonly values: Values;
  /** Rules of the preset strict that run too. */
  readonly extraRules: readonly string[];
  readonly severities: ReadonlyMap<string, FindingSeverity | 'off'>;
  readonly acknowledgements: readonly PolicyAcknowledgement[];
}

/** Arguments of a command. */
export interface Arguments {
  readonly values: Values;
  readonly inputs: readonly string[];
  /** What the configuration file says beside options. */
  readonly configuration: Configuration;
}

/** A command of the program. Its help, its parsing and its completion follow from this description. */
export interface Command {
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** What it does. */
  readonly about: string;
  /** Lines about its inputs, as in help. */
  readonly inputs: string;
  readonly options: Options;
  /** Command lines, without the name of the program at their start. */
  readonly examples: readonly string[];
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

/** A mistake of the user; printed without a stack trace. */
export class UsageError extends Error {}

/** `unknown NOUN "x"; did you mean "y"? (known: …)` */
export function unknown(noun: string, given: string, known: readonly string[], meant: string | undefined): UsageError {
  return new UsageError(`unknown ${noun} ${given}${meant === undefined ? '' : `; did you mean ${meant}?`} (known: ${known.join(', ')})`);
}
