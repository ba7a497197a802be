/** What a command talks to. */
export interface Terminal {
  readonly stdin: AsyncIterable<unknown>;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Results; `commands` says that they are commands to a CI system. */
  out(text: string, commands?: boolean): void;
  /** All else, a line at a time. */
  err(line: string): void;
}

/** Done, and nothing found. */
export const DONE = 0;
/** Findings of the failing severity. */
export const FOUND = 1;
/** Bad usage, or input that cannot be read. */
export const UNUSABLE = 2;

/** A command of the program. */
export interface Command {
  readonly help: string;
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** What the user has to correct; printed without a stack. */
export class UsageError extends Error {}
