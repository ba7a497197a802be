/** Streams that a command reads from and writes to. */
export interface Terminal {
  readonly stdin: AsyncIterable<unknown>;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Prints results. `commands` marks text whose lines are workflow commands for a CI system. */
  out(text: string, commands?: boolean): void;
  /** Prints one line of diagnostics. */
  err(line: string): void;
}

/** Success, without findings. */
export const DONE = 0;
/** Findings at or above the failing severity. */
export const FOUND = 1;
/** Invalid usage, or unreadable input. */
export const UNUSABLE = 2;

/** A command of the program. */
export interface Command {
  readonly help: string;
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** A mistake of the user; printed without a stack trace. */
export class UsageError extends Error {}
