/*
 * Writes the files of many clusters: one after the other rendered, written and forgotten. Only what changed is rendered again, and only other bytes
 * are written.
 */
import { relative, resolve } from 'node:path';
import { FleetFile, Folders } from './folders';
import { Lock } from './lock';
import { isIn, Shard } from './shard';
import { Entry, OR, State, WrittenFile } from './state';
import { refuse } from '../../core/errors';
import { printable } from '../../core/printable';

/** A cluster of a fleet. */
export interface FleetCluster {
  /** Unique in the fleet. */
  readonly name: string;
  /**
   * All that the files follow from, beside the version of this library, as a text; it may hold secrets, because only a keyed hash of it is kept.
   * Undefined if nobody knows: then the cluster is rendered in every run.
   */
  input?(): string | undefined;
  /** The files of the cluster. Never called if they are known to be on disk. */
  render(): Iterable<FleetFile>;
}

export interface FleetWriterOptions {
  /** Folder of the manifests. What others keep there is left alone. */
  readonly outdir: string;
  /** Folders of other files by name. @default - none */
  readonly folders?: { readonly [name: string]: string };
  /** Folder in which the writer remembers what it wrote, outside of the others. */
  readonly stateDir: string;
  /** Version of everything that renders. */
  readonly version: string;
  /** The part of the fleet to write. @default - all of it */
  readonly shard?: Shard;
  /** Called after each cluster. */
  readonly progress?: (done: number, name: string) => void;
}

/** What a run did. */
export interface FleetSummary {
  /** Clusters of this shard. */
  readonly clusters: number;
  /** Clusters that were rendered; the others have not changed. */
  readonly rendered: number;
  /** Files that were written; the others have the same bytes already. */
  readonly written: number;
  readonly removed: number;
  /** Files of clusters that are gone which somebody has changed since they were written: they are left. */
  readonly left: readonly string[];
}

const MOST_FAILURES = 20;
/** Versions of a file that are known after runs that were killed one after the other. */
const MOST_VERSIONS = 8;

/** Writes a fleet, or a shard of it. Throws in the end if clusters could not be rendered; nothing is removed then. */
export function writeFleet(clusters: Iterable<FleetCluster>, options: FleetWriterOptions): FleetSummary {
  const { shard = { index: 1, count: 1 }, folders = {} } = options;
  requireApart(options);
  const lock = new Lock(options.stateDir, shard);
  try {
    const state = new State(options.stateDir, shard);
    const run = new Run(state, new Folders({ '': options.outdir, ...folders }, state), options.version);
    if (lock.afterCrash) run.clean();
    for (const cluster of clusters) {
      if (!isIn(shard, cluster.name)) continue;
      run.take(cluster);
      options.progress?.(run.clusters, cluster.name);
      lock.beat();
    }
    return run.end();
  } finally {
    lock.release();
  }
}

class Run {
  public clusters = 0;
  private rendered = 0;
  private written = 0;
  private removed = 0;
  private readonly left: string[] = [];
  private readonly seen = new Set<string>();
  private readonly owners = new Map<string, string>();
  private readonly failures: string[] = [];

  private readonly version: string;

  constructor(private readonly state: State, private readonly folders: Folders, version: string) {
    this.version = state.hash(version);
  }

  public clean(): void {
    for (const name of this.state.names) for (const place of this.state.get(name)!.files.keys()) this.folders.clean(place);
  }

  public take(cluster: FleetCluster): void {
    const { name } = cluster;
    if (this.seen.has(name)) refuse('fleet', `has two clusters "${printable(name)}". Give one of them another name`);
    this.seen.add(name);
    this.clusters++;
    const given = cluster.input?.();
    const input = given === undefined ? undefined : this.state.hash(this.version, given);
    const known = this.state.get(name);
    try {
      if (input !== undefined && known?.input === input && this.isIntact(name, known)) this.claim(name, known.files.keys());
      else this.render(cluster, input, known);
    } catch (e) {
      this.failures.push(`${printable(name)}: ${e instanceof Error ? e.message : String(e)}`);
    }
  }

  public end(): FleetSummary {
    const { clusters, rendered, written, left, failures } = this;
    if (failures.length) {
      this.state.compact();
      const more = failures.length > MOST_FAILURES ? `\n(and ${failures.length - MOST_FAILURES} more)` : '';
      throw new Error(`${failures.length} of ${clusters} clusters could not be rendered:\n${failures.slice(0, MOST_FAILURES).join('\n')}${more}`);
    }
    for (const name of this.state.names.filter((one) => !this.seen.has(one))) {
      this.drop(this.state.get(name)!.files);
      this.state.set(name);
    }
    this.state.compact();
    return { clusters, rendered, written, removed: this.removed, left };
  }

  /** Whether the files of a cluster are as they were written. Other times alone, as after a checkout, are remembered. */
  private isIntact(name: string, { input, files }: Entry): boolean {
    const found = [...files].map(([place, file]) => [place, this.folders.check(place, file)] as const);
    if (found.some(([, file]) => !file)) return false;
    if (found.some(([place, file]) => file!.time !== files.get(place)!.time)) {
      this.state.set(name,
        { input, files: new Map(found as Array<[string, WrittenFile]>) });
    }
    return true;
  }

  private render(cluster: FleetCluster, input: string | undefined, known: Entry | undefined): void {
    const { name } = cluster;
    const files = new Map<string, FleetFile & { readonly hash: string }>();
    for (const file of cluster.render()) files.set(this.folders.placeOf(file), { ...file, hash: this.folders.hashOf(file) });
    this.rendered++;
    this.claim(name, files.keys());
    const isPlanned = [...files].every(([place, { hash }]) => known?.files.get(place)?.hash === hash);
    if (!isPlanned) this.state.set(name, { files: planned(files, known) });
    const written = new Map<string, WrittenFile>();
    for (const [place, file] of files) {
      const { isNew, ...result } = this.folders.write(place, file);
      if (isNew) this.written++;
      written.set(place, result);
    }
    this.drop([...known?.files ?? []].filter(([place]) => !files.has(place)));
    const isSame = isPlanned && known?.input === input && known?.files.size === written.size
      && [...written].every(([place, { time }]) => known.files.get(place)!.time === time);
    if (!isSame) this.state.set(name, { input, files: written });
  }

  /** Some file systems do not tell upper from lower case. */
  private claim(name: string, places: Iterable<string>): void {
    for (const place of places) {
      const owner = this.owners.get(place.toLowerCase());
      if (owner !== undefined && owner !== name) {
        refuse('fleet', `writes ${place} for the clusters "${printable(owner)}" and `
        + `"${printable(name)}". Rename one of them`);
      }
      this.owners.set(place.toLowerCase(), name);
    }
  }

  private drop(files: Iterable<readonly [string, WrittenFile]>): void {
    for (const [place, file] of files) {
      if (this.owners.has(place.toLowerCase())) continue;
      const result = this.folders.remove(place, file);
      if (result === 'removed') this.removed++;
      else if (result === 'left') this.left.push(place);
    }
  }
}

/** A run that is killed while it writes leaves files that the next run has to know, with their bytes of before or after. */
function planned(files: ReadonlyMap<string, { readonly hash: string }>, known: Entry | undefined): Map<string, WrittenFile> {
  const plan = new Map(known?.files);
  for (const [place, { hash }] of files) {
    plan.set(place,
      { hash: [hash, ...known?.files.get(place)?.hash.split(OR).slice(0, MOST_VERSIONS) ?? []].join(OR) });
  }
  return plan;
}

function requireApart({ outdir, stateDir, folders = {} }: FleetWriterOptions): void {
  const isWithin = (folder: string, path: string) => !/^\.\.([/\\]|$)/.test(relative(resolve(folder), resolve(path)));
  const outputs = [outdir, ...Object.values(folders)];
  for (const output of outputs) {
    if (isWithin(output, stateDir) || isWithin(stateDir, output)) {
      refuse('stateDir', `${stateDir} and ${output} must lie apart: the state holds a key that must not be published with the output`);
    }
  }
}
