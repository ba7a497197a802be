import { join, sep } from 'path';

/**
 * A property with a value that cannot be used.
 *
 * The message names the property, what is expected, what was given (unless secret) and, where one is known, the fix. Constructs add their
 * path in front (see `constructs/private/at.ts`), so that pure code needs to know nothing about construct trees.
 */
export class InvalidPropertyError extends Error {
  declare readonly property: string;
  declare readonly problem: string;
  declare readonly path: string;

  constructor(property: string, problem: string, path: string = '') {
    super(`${path}${path ? ': ' : ''}${property} ${problem}`);
    // Node prints enumerable properties below the stack of an uncaught error, which would show the message twice.
    for (const [key, value] of Object.entries({ name: 'InvalidPropertyError', property, problem, path })) Object.defineProperty(this, key, { value });
    this.stack = stackOf(this);
  }
}

const LIBRARY = join(__dirname, '..', sep);
const MOST_FRAMES = 100;

/** The stack without the library's own frames: the user's line comes first. */
function stackOf(error: Error): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = MOST_FRAMES;
  const probe = { stack: '' };
  Error.captureStackTrace(probe, InvalidPropertyError);
  Error.stackTraceLimit = limit;
  const [, ...frames] = probe.stack.split('\n');
  const outside = frames.filter((frame) => !frame.includes(LIBRARY));
  return [`${error.name}: ${error.message}`, ...(outside.length ? outside : frames).slice(0, limit)].join('\n');
}

/** Throws: `PROPERTY must be EXPECTED, got VALUE. FIX` */
export function invalid(property: string, value: unknown, expected: string, fix?: string): never {
  throw new InvalidPropertyError(property, `must be ${expected}, got ${printed(value)}${fix ? `. ${fix}` : ''}`);
}

/** Throws: `PROPERTY PROBLEM`, for what is wrong with a combination, and for values that must not be printed. */
export function refuse(property: string, problem: string): never {
  throw new InvalidPropertyError(property, problem);
}

/** Runs `work` and prefixes the property errors that it throws with `path`. */
export function located<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (e instanceof InvalidPropertyError && e.path === '') throw new InvalidPropertyError(e.property, e.problem, path);
    throw e;
  }
}

/**
 * Runs `work` and prefixes the properties in the errors that it throws with `property`, so that errors name them as the user wrote them.
 *
 * @param property The outer property, which may depend on the first step of the inner one
 * @param isInside Whether a property belongs to `property`; all do by default
 */
export function within<T>(property: string | ((step: string) => string), work: () => T, isInside: (inner: string) => boolean = () => true): T {
  try {
    return work();
  } catch (e) {
    if (!(e instanceof InvalidPropertyError) || !isInside(e.property)) throw e;
    const outer = typeof property === 'string' ? property : property(firstStep(e.property));
    throw new InvalidPropertyError(`${outer}.${e.property}`, e.problem, e.path);
  }
}

/** Runs `work` and names the container in the property errors that come out of it. */
export function ofContainer<T>(container: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (!(e instanceof InvalidPropertyError)) throw e;
    throw new InvalidPropertyError(`${e.property} of container "${container}"`, e.problem, e.path);
  }
}

/** Whether a property such as "node.labels" begins with a key that `props` set, as opposed to one filled in by a default. */
export function isGivenIn(props: object | undefined): (property: string) => boolean {
  return (property) => Object.hasOwn(props ?? {}, firstStep(property));
}

function firstStep(property: string): string {
  return property.split(/[.[ ]/)[0];
}

const LONGEST_PRINTED_VALUE = 200;

/** A value as errors print it. Of objects it shows the keys alone: they may hold secrets, or a whole construct tree. */
export function printed(value: unknown): string {
  const text = shown(value);
  return text.length > LONGEST_PRINTED_VALUE ? `${text.slice(0, LONGEST_PRINTED_VALUE)}…` : text;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(',')}]`;
  if (typeof value === 'function') return `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
  const keys = Object.keys(value).join(', ');
  if (name !== 'Object') return `an instance of ${name}`;
  return keys ? `{ ${keys} }` : '{}';
}
