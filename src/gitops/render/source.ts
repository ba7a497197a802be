import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { TextDecoder } from 'node:util';
import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, Scalar as YamlScalar } from 'yaml';
import { DEEPEST, deepest } from '../../analysis/input/whole-yaml';
import { mayBeRead } from '../../core/text-file';
import { characterName, UNREADABLE } from '../../kubernetes/scalars';

/** Where something is written. Lines and columns start at 1. */
export interface Place { readonly file: string; readonly line: number; readonly column: number }

/** What is wrong with a file, and where: the path of a field such as "cinder.topology", or "". */
export interface Fault extends Place { readonly path: string; readonly message: string }

export interface Entry { readonly key: Place; readonly value: Node }
export interface Mapping { readonly kind: 'map'; readonly place: Place; readonly entries: ReadonlyMap<string, Entry> }
export interface Sequence { readonly kind: 'list'; readonly place: Place; readonly items: readonly Node[] }
/** A value as YAML 1.2 reads it, and its text as it is written: 1.30 is the number 1.3, and the text "1.30". */
export interface Scalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
  readonly text: string;
  readonly isPlain: boolean;
}
export type Node = Mapping | Sequence | Scalar;

const LARGEST = 16 * 1024 * 1024;
const MOST_NODES = 200_000;
const MOST_FAULTS = 20;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const NUMBER = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;

export const faultAt = ({ file, line, column }: Place, path: string, message: string): Fault => ({ file, line, column, path, message });

/** The start of a file. */
export const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

/** Reads the documents of a file, or of a text that came from elsewhere. What cannot be read becomes a fault. */
export function readDocuments(file: string, faults: Fault[], given?: string): Node[] {
  const name = relative(process.cwd(), file).startsWith('..') ? file : relative(process.cwd(), file) || file;
  const refuse = (message: string, place: Place = startOf(name)) => { faults.push(faultAt(place, '', message)); return []; };
  const text = given ?? readWhole(file, refuse);
  if (typeof text !== 'string') return [];
  const unreadable = UNREADABLE.exec(text.replace(/^\ufeff/, ''));
  const lines = new LineCounter();
  if (unreadable) {
    return refuse(`the file has the character ${characterName(unreadable[0])}, which YAML refuses`,
      placeAt(name, text, unreadable.index));
  }
  if (deepest(text) > DEEPEST) return refuse(`the file is nested deeper than ${DEEPEST} levels`);
  try {
    const documents = parseAllDocuments(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    const list = Array.isArray(documents) ? documents : [];
    const errors = list.flatMap((document) => document.errors);
    for (const { pos, message } of errors.slice(0, MOST_FAULTS)) {
      faults.push(faultAt(at(lines, name, pos[0]), '', 'is not valid YAML: '
      + `${withoutTrace(message)}`));
    }
    return errors.length ? [] : list.flatMap((document) => new Reading(name, lines, document, faults).root());
  } catch (e) {
    return refuse(`the file cannot be parsed as YAML: ${withoutTrace((e as Error).message)}`);
  }
}

function readWhole(file: string, refuse: (message: string) => Node[]): string | Node[] {
  try {
    if (!mayBeRead(file)) return refuse('the file lies outside of the repository, and must not be read');
    if (!existsSync(file)) return refuse('the file does not exist');
    if (statSync(file).size > LARGEST) return refuse(`the file is larger than ${LARGEST / 1024 / 1024} MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException;
    return refuse(code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'the file is not UTF-8 text' : `the file cannot be read (${code})`);
  }
}

function withoutTrace(message: string): string {
  return message.split('\n', 1)[0].replace(/: ".*$/, '').slice(0, 200);
}

function at(lines: LineCounter, file: string, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: line || 1, column: col || 1 };
}

function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Turns a document of the YAML library into nodes, with a budget for what aliases could cost. */
class Reading {
  private left = MOST_NODES;
  private readonly anchors = new Map<string, { readonly node: Node; readonly size: number; readonly height: number }>();
  /** The deepest level that was read. */
  private height = 0;

  constructor(
    private readonly file: string, private readonly lines: LineCounter, private readonly document: Document.Parsed, private readonly faults: Fault[],
  ) {}

  /** The root; a list stands for its items, and an empty document for nothing. */
  public root(): Node[] {
    const { contents } = this.document;
    if (!contents || isScalar(contents) && contents.source === '' && contents.type === 'PLAIN') return [];
    const before = this.faults.length;
    const node = this.node(contents, 0);
    if (this.faults.length > before) return [];
    return node.kind === 'list' ? [...node.items] : [node];
  }

  /** Counts what aliases repeat as if it were written out: whoever reads the nodes walks all of it. */
  private node(given: unknown, depth: number): Node {
    const node: any = given;
    const place = this.place(node);
    const empty: Scalar = { kind: 'scalar', place, value: null, text: '', isPlain: true };
    if (isAlias(node)) {
      const anchor = this.anchors.get(node.source);
      if (!anchor) return this.refuse(empty, `refers to the anchor "${node.source}", which is not complete here`);
      if (depth + anchor.height > DEEPEST) return this.refuse(empty, `repeats "${node.source}" deeper than ${DEEPEST} levels`);
      this.height = Math.max(this.height, depth + anchor.height);
      return this.counts(anchor.size) ? anchor.node : empty;
    }
    if (!node || !this.counts(1)) return empty;
    const [before, height] = [this.left, this.height];
    this.height = depth;
    const read = this.read(node, place, depth);
    if (node.anchor) this.anchors.set(node.anchor, { node: read, size: before - this.left + 1, height: this.height - depth });
    this.height = Math.max(this.height, height);
    return read;
  }

  private read(node: any, place: Place, depth: number): Node {
    if (node.tag && !/^tag:yaml.org,2002:(str|map|seq)$/.test(node.tag)) {
      return this.refuse({ kind: 'scalar', place, value: null, text: '', isPlain: true },
        `has the tag ${node.tag}, which is not supported. Remove it`);
    }
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map((item) => this.node(item, depth + 1)) };
    if (isMap(node)) return { kind: 'map', place, entries: this.entries(node.items, depth) };
    return scalarOf(node, place);
  }

  private counts(size: number): boolean {
    if (this.left >= 0 && this.left < size) {
      this.faults.push(faultAt({ file: this.file, line: 1, column: 1 }, '', 'the file has too many values, '
      + 'or aliases that repeat too much'));
    }
    this.left -= size;
    return this.left >= 0;
  }

  private entries(items: readonly any[], depth: number): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const { key, value } of items) {
      const place = this.place(key);
      const name = isScalar(key) ? (key.type === 'PLAIN' ? key.source ?? '' : String(key.value)) : undefined;
      const first = name === undefined ? undefined : entries.get(name);
      if (name === undefined) {
        this.faults.push(faultAt(place, '', 'a key must be a text'));
      } else if (name === '<<') {
        this.faults.push(faultAt(place, '', '"<<" is not supported: use extends, or repeat the values'));
      } else if (first) {
        this.faults.push(faultAt(place, '', `${JSON.stringify(name)} occurs twice in this map, first in line ${first.key.line}. `
        + 'Remove one'));
      } else {
        entries.set(name, {
          key: place,
          value: value ? this.node(value, depth + 1)
            : { kind: 'scalar', place, value: null, text: '', isPlain: true },
        });
      }
    }
    return entries;
  }

  private refuse(node: Scalar, message: string): Scalar {
    this.faults.push(faultAt(node.place, '', `a value ${message}`));
    return node;
  }

  private place(node: { readonly range?: readonly number[] | null } | null): Place {
    return at(this.lines, this.file, node?.range?.[0] ?? 0);
  }
}

function scalarOf(node: YamlScalar, place: Place): Scalar {
  const isPlain = node.type === 'PLAIN' && !node.tag;
  const text = isPlain ? node.source ?? String(node.value) : String(node.value ?? '');
  return { kind: 'scalar', place, value: isPlain ? coreValue(text) : text, text, isPlain };
}

/** What a scalar without quotes means in YAML 1.2. */
export function coreValue(text: string): Scalar['value'] {
  if (WORDS.has(text)) return WORDS.get(text)!;
  return NUMBER.test(text) ? Number(text) : text;
}
