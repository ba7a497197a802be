/**
 * A property that a user gave and that cannot be used.
 *
 * The message names the property, what is expected, what was given (unless secret) and, where one is known, the fix. Constructs add their
 * path in front (see `constructs/private/at.ts`), so that pure code needs to know nothing about construct trees.
 */
export class InvalidPropertyError extends Error {
  constructor(readonly property: string, readonly problem: string, readonly path: string = '') {
    super(`${path}${path ? ': ' : ''}${property} ${problem}`);
    this.name = 'InvalidPropertyError';
  }
}

/** Throws: `PROPERTY must be EXPECTED, got VALUE. FIX` */
export function invalid(property: string, value: unknown, expected: string, fix?: string): never {
  throw new InvalidPropertyError(property, `must be ${expected}, got ${printed(value)}${fix ? `. ${fix}` : ''}`);
}

/** Throws: `PROPERTY PROBLEM`, for what is wrong with a combination, and for values that must not be printed. */
export function refuse(property: string, problem: string): never {
  throw new InvalidPropertyError(property, problem);
}

/** Runs `work` and puts `path` in front of the property errors that come out of it. */
export function located<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (e instanceof InvalidPropertyError && e.path === '') throw new InvalidPropertyError(e.property, e.problem, path);
    throw e;
  }
}

const LONGEST_PRINTED_VALUE = 200;

function printed(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_PRINTED_VALUE ? `${text.slice(0, LONGEST_PRINTED_VALUE)}…` : text;
}
