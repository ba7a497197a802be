import { isAbsolute, join, relative, sep } from 'path';
import { fileURLToPath } from 'url';
import type { IConstruct } from 'constructs';
import { OWN_WRITER } from './shared';

/*
 * Where in the user's program a construct was created. The stack is kept as the engine has it, and becomes text only where a finding asks for it,
 * through the source maps of the program that runs TypeScript.
 */

/** A place in a program: "main.ts" and 12. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const LIBRARY = join(__dirname, '..', sep);
/** Enough for a program in which constructs contain constructs. */
const MOST_FRAMES = 60;
/** Not the user's: packages, Node itself, and what runs programs of other languages. */
const FOREIGN = /node_modules|node:|\(internal/;

/** Stacks of the constructs of a scope, by id: they are recorded before the construct exists. */
const stacks = new WeakMap<IConstruct, Map<string, { readonly stack?: string }>>();

/** Remembers where a construct is being created, outermost call first. An app that writes a fleet creates too many. */
export function recordCreation(scope: IConstruct, id: string): void {
  if (OWN_WRITER in scope.node.root || stacks.get(scope)?.has(id)) return;
  const limit = Error.stackTraceLimit;
  const holder = {};
  Error.stackTraceLimit = MOST_FRAMES;
  Error.captureStackTrace(holder, recordCreation);
  Error.stackTraceLimit = limit;
  const ofScope = stacks.get(scope) ?? new Map();
  stacks.set(scope, ofScope.set(id, holder));
}

/** Where a construct, or the nearest one around it of which that is known, was created: as recorded, or in the stack of its own metadata. */
export function placeOf(construct: IConstruct): Place | undefined {
  for (const { node } of construct.node.scopes.reverse()) {
    const recorded = node.scope && stacks.get(node.scope)?.get(node.id)?.stack?.split('\n');
    for (const frames of [recorded, ...node.metadata.map(({ trace }) => trace)]) {
      const place = frames && firstOutside(frames);
      if (place) return place;
    }
  }
  return undefined;
}

/** Where constructs were created, for the end of a message: " (main.ts:12 and main.ts:20)", or nothing. */
export function created(...constructs: readonly IConstruct[]): string {
  const places = constructs.map(placeOf).filter((place) => place !== undefined).map(({ file, line }) => `${file}:${line}`);
  return places.length ? ` (${places.join(' and ')})` : '';
}

function firstOutside(frames: readonly string[]): Place | undefined {
  for (const frame of frames) {
    const [, file, line] = / \((.+):(\d+):\d+\)$/.exec(frame) ?? /^(?:\s*at (?:async )?)?(.+):(\d+):\d+$/.exec(frame) ?? [];
    if (!file || FOREIGN.test(frame)) continue;
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    if (isAbsolute(path) && !path.startsWith(LIBRARY)) return { file: shortened(path), line: Number(line) };
  }
  return undefined;
}

/** Relative to the working directory, if the path is inside it. */
function shortened(path: string): string {
  const within = relative(process.cwd(), path);
  return within.startsWith('..') || isAbsolute(within) ? path : within;
}
