import type { IConstruct } from 'constructs';
import type { Place } from '../../core/creation';

/** Where an object comes from: a document of a file, or a construct. */
export interface Origin {
  /** Name of the file as it was given; "-" is standard input. */
  readonly file?: string;
  /** Number of the document in its file, from 0. */
  readonly document?: number;
  /** The construct that emitted it. */
  readonly construct?: IConstruct;
  /** Path of that construct. */
  readonly path?: string;
  /** Where in the user's program the construct was created, if that was recorded. */
  readonly made?: Place;
  /** Line of a field (from 1), or of the closest thing above it that is there. Without a field, of the object. */
  line(field?: string): number | undefined;
}

/** A value that claims to be an object of the API, and its place. */
export interface Located {
  readonly value: unknown;
  readonly origin: Origin;
}

/** What can be wrong with input before any rule runs. */
export enum ProblemCode {
  /** Bytes that are not text. */
  BINARY = 'BINARY',
  /** Text that is neither YAML nor JSON. */
  UNPARSABLE = 'UNPARSABLE',
  /** More text, nesting, aliases or replicas than are read. */
  TOO_LARGE = 'TOO_LARGE',
  /** A document that is not an object, or has no apiVersion or kind. */
  NOT_AN_OBJECT = 'NOT_AN_OBJECT',
  /** An object without a name. */
  UNNAMED = 'UNNAMED',
  /** The same object twice; the first one is used. */
  DUPLICATE = 'DUPLICATE',
  /** The same key twice in one map; the last one is used, as in kubectl. */
  DUPLICATE_KEY = 'DUPLICATE_KEY',
  /** Lines of a value that YAML wants deeper; kubectl reads them. */
  LOOSE_INDENTATION = 'LOOSE_INDENTATION',
  /** A kind of a built-in API group that the group does not have. */
  UNKNOWN_KIND = 'UNKNOWN_KIND',
}

/** What an object is called. */
interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Something wrong with the input itself. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly origin: Origin;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** The object that it is about, where it is about one that can be named. */
  readonly object?: ObjectName;
}

/** An origin of which nothing is known. */
export const NOWHERE: Origin = { line: () => undefined };
