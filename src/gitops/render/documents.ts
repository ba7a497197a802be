import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ClusterDocument, headText } from './document';
import { isNull, mergedMaps } from './merge';
import { Fault, faultAt, Mapping, Node, Place, readDocuments, startOf } from './source';
import { API_VERSION, BASE, documentFields, Kind, KINDS } from './types';
import { nearest } from '../../core/nearest';
import { mayBeRead } from '../../core/text-file';

const MANIFEST = /\.ya?ml$/;
const FOREIGN = ['node_modules'];
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The documents of files and folders, with all that they extend. */
export class Documents {
  public readonly found: ClusterDocument[] = [];
  /** Documents of others in folders, one line each. */
  public readonly skipped: string[] = [];
  private readonly read = new Map<string, Node[]>();

  constructor(private readonly faults: Fault[]) {}

  public addText(file: string, text: string): void {
    this.addDocuments(readDocuments(file, this.faults, text), file, false);
  }

  public add(path: string): void {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) this.addFile(path, false);
    else this.addFolder(path);
  }

  private addFolder(folder: string): void {
    const before = this.found.length + this.faults.length;
    for (const file of filesIn(folder)) this.addFile(file, true);
    if (this.found.length + this.faults.length === before) {
      this.faults.push(faultAt(startOf(folder), '', 'the folder has no document of '
      + `apiVersion ${API_VERSION} to render`));
    }
  }

  private addFile(file: string, isFound: boolean): void {
    const before = this.faults.length;
    const nodes = this.nodes(file);
    if (!nodes.length && this.faults.length === before && !isFound) this.faults.push(faultAt(startOf(file), '', 'the file has no document'));
    this.addDocuments(nodes, file, isFound);
  }

  private addDocuments(nodes: readonly Node[], file: string, isFound: boolean): void {
    for (const node of nodes) {
      if (isFound && isForeign(node)) {
        this.skipped.push(`${node.place.file}:${node.place.line}: skipped, its apiVersion is not ${API_VERSION}`);
        continue;
      }
      const kind = this.kindOf(node);
      if (!kind || node.kind !== 'map') continue;
      const isBase = headText(node, 'kind')!.endsWith(BASE);
      const root = this.extended(node, kind, file, []);
      if (root && !isBase) this.keep(root, kind, file, nodes.length > 1);
    }
  }

  private keep(root: Mapping, kind: Kind, file: string, isOneOfMany: boolean): void {
    const given = headText(root, 'name');
    const name = given ?? headText(root, 'clusterName') ?? (isOneOfMany ? undefined : basename(file).replace(/\..*$/, ''));
    const place = (root.entries.get('name') ?? root.entries.get('clusterName'))?.value.place ?? root.place;
    if (name === undefined) {
      this.faults.push(faultAt(place, 'name', 'is missing: give each document of a list its own, which names '
      + 'its file'));
    } else if (!NAME.test(name)) {
      const hint = given === undefined ? '. Give the document a name beside clusterName' : '';
      this.faults.push(faultAt(place, 'name', 'must be lower-case letters, digits and "-", as it names the file of the manifests, got '
        + `${JSON.stringify(name.slice(0, 80))}${hint}`));
    } else {
      const other = this.found.find((one) => one.name === name);
      if (other) {
        this.faults.push(faultAt(place, 'name', `"${name}" is taken by the document in `
        + `${other.root.place.file}:${other.root.place.line}. Give them different names`));
      } else {
        this.found.push({ kind, root, name });
      }
    }
  }

  /** The document, merged over what it extends. */
  private extended(node: Mapping, kind: Kind, file: string, chain: readonly string[]): Mapping | undefined {
    const entry = node.entries.get('extends');
    if (!entry || isNull(entry.value)) return node;
    const names = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const bases = names.map((name) => this.base(name, kind, file, [...chain, real(file)]));
    if (bases.includes(undefined)) return undefined;
    const types = documentFields(kind);
    return [...bases as Mapping[], node].reduce((below, over) => mergedMaps(below, over, (key) => types.get(key)?.type));
  }

  private base(name: Node, kind: Kind, file: string, chain: readonly string[]): Mapping | undefined {
    const refuse = (message: string) => { this.faults.push(faultAt(name.place, 'extends', message)); return undefined; };
    if (name.kind !== 'scalar' || typeof name.value !== 'string' || !name.value) return refuse('must be the path of a file, or a list of paths');
    const path = join(file === '-' ? '.' : dirname(file), name.value);
    const target = resolve(name.value) === name.value ? name.value : path;
    if (!mayBeRead(target)) return refuse(`names ${JSON.stringify(name.value)}, which lies outside of the repository`);
    if (!statSync(target, { throwIfNoEntry: false })?.isFile()) return refuse(`names ${JSON.stringify(name.value)}, which is no file beside ${file}`);
    if (chain.includes(real(target))) return refuse(`goes in a circle: ${[...chain, real(target)].map((one) => basename(one)).join(' extends ')}`);
    const nodes = this.nodes(target);
    const [node] = nodes;
    if (!nodes.length) return refuse(`names ${name.value}, which has no document that can be read`);
    if (nodes.length > 1) return refuse(`names ${name.value}, which has ${nodes.length} documents: a base has one`);
    const its = this.kindOf(node);
    if (!its || node.kind !== 'map') return undefined;
    if (its.name !== kind.name) return refuse(`names a ${its.name}, but this is a ${kind.name}`);
    return this.extended(node, kind, target, chain);
  }

  private nodes(file: string): Node[] {
    const key = real(file);
    const nodes = this.read.get(key) ?? readDocuments(file, this.faults);
    this.read.set(key, nodes);
    return nodes;
  }

  private kindOf(node: Node): Kind | undefined {
    if (node.kind !== 'map') return this.refuse(node.place, '', `must be a map with apiVersion: ${API_VERSION} and a kind`);
    const version = this.head(node, 'apiVersion', API_VERSION);
    const name = this.head(node, 'kind', 'Cluster');
    if (!version || !name) return undefined;
    if (version.text !== API_VERSION) {
      return this.refuse(version.place, 'apiVersion',
        `must be ${API_VERSION}, got ${JSON.stringify(version.text.slice(0, 80))}`);
    }
    const names = KINDS.flatMap((kind) => [kind.name, `${kind.name}${BASE}`]);
    const kind = KINDS.find((one) => name.text === one.name || name.text === `${one.name}${BASE}`);
    if (kind) return kind;
    const near = nearest(name.text, names);
    return this.refuse(name.place, 'kind', `${JSON.stringify(name.text.slice(0, 80))} is `
      + `unknown${near ? `: did you mean ${near}?` : ` (known: ${names.join(', ')})`}`);
  }

  private head(node: Mapping, field: string, example: string): { readonly text: string; readonly place: Place } | undefined {
    const value = node.entries.get(field)?.value;
    const text = headText(node, field);
    if (value && text !== undefined) return { text, place: value.place };
    return this.refuse(value?.place ?? node.place, field, value ? `must be a text such as ${example}` : `is missing: give ${example}`);
  }

  private refuse(place: Place, path: string, message: string): undefined {
    this.faults.push(faultAt(place, path, message));
    return undefined;
  }
}

/** Whether a document belongs to someone else: it says so by an apiVersion and a kind. */
function isForeign(node: Node): boolean {
  const version = node.kind === 'map' ? headText(node, 'apiVersion') : undefined;
  return version !== undefined && node.kind === 'map' && headText(node, 'kind') !== undefined && !version.startsWith('cdk8s')
    && nearest(version, [API_VERSION]) === undefined;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || FOREIGN.includes(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(path);
    return MANIFEST.test(entry.name) ? [path] : [];
  });
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}
