import { FleetApp } from './fleet-app';
import { structureOf } from './structure';
import { contentOf, rendererVersion } from './version';
import { FleetFile } from './writer/folders';
import { shardOf } from './writer/shard';
import { FleetCluster, writeFleet } from './writer/write-fleet';
import { OpenStackClusterChart, OpenStackClusterChartProps } from '../charts/open-stack-cluster-chart';
import { OutputFiles } from '../constructs/files';
import { invalid, InvalidPropertyError, refuse } from '../core/errors';
import { takeProps } from '../core/props';
import { requireDnsLabel } from '../kubernetes/names';

/** Adds to a cluster of a fleet, or changes it: its StorageClasses and workloads, patches of its objects. */
export interface IClusterCustomizer {
  /**
   * Called before the cluster is written, and only then.
   *
   * @param cluster The cluster; its node has the name that it was added with.
   */
  customize(cluster: OpenStackClusterChart): void;
}

/** Properties for `Fleet`. */
export interface FleetProps {
  /** Folder of the manifests, such as "dist/fleet". The cluster prod-1 is in prod-1/prod-1.k8s.yaml. */
  readonly outdir: string;
  /** Folder of what is no manifest, such as kubeadm files. @default - `outdir` with ".files" at its end */
  readonly filesDir?: string;
  /**
   * Folder in which the fleet remembers what it wrote. It holds a key: keep it, but do not publish it.
   *
   * @default - `outdir` with ".state" at its end
   */
  readonly stateDir?: string;
  /** The part of the fleet to render, such as "3/8". @default - that in the environment variable CDK8S_OPENSTACK_SHARD, or all of it */
  readonly shard?: string;

  /**
   * Files and folders that decide what customizers do: the program and the lock file of its packages. If they change, all clusters are rendered.
   *
   * @default - clusters with a customizer are rendered in every run, and files with equal bytes stay as they are
   */
  readonly sources?: string[];
}

/** What rendering a fleet did. */
export interface FleetResult {
  /** Clusters of this shard. */
  readonly clusters: number;
  /** Clusters that were rendered. The files of the others were up to date. */
  readonly rendered: number;
  /** Files that were written. The others had the same bytes already. */
  readonly written: number;
  /** Files of clusters that are gone, and were removed. */
  readonly removed: number;
  /** Files of clusters that are gone, but were changed by others since, and were left. */
  readonly left: string[];
}

interface Member {
  readonly name: string;
  readonly props: OpenStackClusterChartProps;
  readonly customizer?: IClusterCustomizer;
}

/**
 * Many clusters, each with a file of its own. They are rendered, written and forgotten one after the other, and only if something changed.
 *
 * @example
 *
 * const clusters = new fleet.Fleet({ outdir: 'dist/fleet' });
 * for (const name of ['prod-1', 'prod-2']) {
 *   clusters.add(name, { clusterName: name, cloudConfig: CloudConfig.fromSecretName('cloud-config') });
 * }
 * clusters.render();
 */
export class Fleet {
  private readonly props: FleetProps;
  private readonly members = new Map<string, Member>();

  constructor(props: FleetProps) {
    this.props = takeProps('Fleet', props);
    for (const property of ['outdir', 'filesDir', 'stateDir'] as const) {
      if (this.props[property]?.trim() === '') invalid(property, '', 'a folder such as "dist/fleet"');
    }
    if (this.props.shard !== undefined) shardOf(this.props.shard);
  }

  /**
   * Adds a cluster.
   *
   * @param name Name of its folder and its file, unique in the fleet
   * @param props The cluster
   * @param customizer Adds to the cluster, or changes it
   */
  public add(name: string, props: OpenStackClusterChartProps, customizer?: IClusterCustomizer): void {
    requireDnsLabel('name', name);
    const taken = ofCluster(name, () => takeProps('Fleet.add', props));
    if (this.members.has(name)) refuse('name', `"${name}" is that of another cluster of the fleet. Give one of them another name`);
    this.members.set(name, { name, props: taken, customizer });
  }

  /**
   * Writes what changed, and removes the files of clusters that are gone. Shows how far it is on a terminal.
   *
   * A cluster that cannot be rendered does not keep the others from being written. Then nothing is removed, and the error in the end names it.
   */
  public render(): FleetResult {
    const { outdir, filesDir = `${outdir}.files`, stateDir = `${outdir}.state`, shard = process.env.CDK8S_OPENSTACK_SHARD || '1/1' } = this.props;
    const progress = new Progress();
    try {
      const { left, ...counts } = writeFleet(this.clusters(outdir, filesDir), {
        outdir,
        folders: { files: filesDir },
        stateDir,
        version: rendererVersion(),
        shard: shardOf(shard),
        progress: (done) => progress.show(done, this.members.size),
      });
      return { ...counts, left: [...left] };
    } finally {
      progress.end();
    }
  }

  private *clusters(outdir: string, filesDir: string): Iterable<FleetCluster> {
    const { sources } = this.props;
    let content: string | undefined;
    for (const { name, props, customizer } of this.members.values()) {
      yield {
        name,
        input: () => {
          if (customizer && !sources) return undefined;
          const structure = structureOf([name, props]);
          return structure !== undefined && customizer ? `${structure}${content ??= contentOf(sources!)}` : structure;
        },
        render: () => filesOf({ name, props, customizer }, outdir, filesDir),
      };
    }
  }
}

/** Props are refused where they are given, by the name of the cluster. */
function ofCluster<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    throw e instanceof InvalidPropertyError ? new InvalidPropertyError(e.property, e.problem, name) : e;
  }
}

function filesOf({ name, props, customizer }: Member, outdir: string, filesDir: string): FleetFile[] {
  const app = new FleetApp({ outdir: `${outdir}/${name}` });
  OutputFiles.directory(app, `${filesDir}/${name}`);
  const cluster = new OpenStackClusterChart(app, name, props);
  customizer?.customize(cluster);
  const content = app.synthYaml();
  return [
    { path: `${name}/${name}.k8s.yaml`, content },
    ...OutputFiles.of(app).files.map((file) => ({
      folder: 'files',
      path: `${name}/${file.path}`,
      content: file.content,
      confidential: file.confidential,
    })),
  ];
}

/** How far a run is, on a terminal alone. */
class Progress {
  private static readonly STEP = 100;
  private shown = 0;

  public show(done: number, all: number): void {
    if (!process.stderr.isTTY || Date.now() - this.shown < Progress.STEP) return;
    this.shown = Date.now();
    process.stderr.write(`\r\u001b[2K${done} of ${all} clusters`);
  }

  public end(): void {
    if (this.shown) process.stderr.write('\r\u001b[2K');
  }
}
