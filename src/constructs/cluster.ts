import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Advice } from './advice';
import { requireConstruct, takeProps } from '../core/props';
import { at, propsOf } from './private/at';
import { takenClaims } from './private/data-volume-claims';
import { refuseUnreadable } from './private/readable-text';
import { claimsBeforeTheirPods, syncWave } from './private/sync-waves';
import { created } from '../core/creation';
import { invalid, refuse } from '../core/errors';
import { SYNC_WAVE } from '../kubernetes/argo';
import { isDefaultClass } from '../kubernetes/default-class';
import { groupOf, isClusterScoped } from '../kubernetes/kinds';
import { isAtLeast, minorNumber, NEWEST_KNOWN_MINOR, NEWEST_RELEASE } from '../kubernetes/minor';
import { Release } from '../releases';

const BOUNDARY = Symbol.for('cdk8s-openstack.Cluster');

/** What all components of one cluster share. */
export interface ClusterOptions {
  /**
   * Minor of cloud-provider-openstack that its components are rendered for.
   *
   * @default - the release of the same minor as `kubernetesVersion`, else the newest release
   */
  readonly release?: Release;

  /** Version of Kubernetes that the manifests are for, such as "1.36". @default - the minor of `release` */
  readonly kubernetesVersion?: string;
  /** Allows more than one default StorageClass. Kubernetes then uses the newest. @default false */
  readonly severalDefaultClasses?: boolean;

  /**
   * Annotates objects with Argo CD sync waves: -2 namespaces and CRDs, -1 RBAC, configuration and classes, 0 (no annotation) workloads with
   * what their pods mount, 1 custom resources that nothing waits for. An annotation of your own wins.
   *
   * @default false
   */
  readonly syncWaves?: boolean;

  /**
   * Argo CD asks before it prunes or deletes what holds data: claims, volumes, snapshots, DataVolumes, StatefulSets with claim templates, namespaces
   * (`Prune=confirm,Delete=confirm`). Since Argo CD 2.14. A sync option of your own wins.
   *
   * @default false
   */
  readonly dataNeedsConfirmation?: boolean;

  /**
   * Argo CD syncs custom resources although their kind may not be known yet (`SkipDryRunOnMissingResource=true`), such as an ExternalSecret whose
   * operator another Application installs.
   *
   * @default false
   */
  readonly kindsMayBeMissing?: boolean;
}

/** What the components of one cluster share, as `Cluster.of(scope)` finds it. */
export interface ICluster {
  /** Release of cloud-provider-openstack that components default to. */
  readonly release: Release;
  /** Version of Kubernetes that the manifests are for, such as "1.36". */
  readonly kubernetesVersion: string;
  /** Whether objects are annotated with Argo CD sync waves. */
  readonly syncWaves: boolean;
  /** Whether Argo CD asks before it prunes or deletes what holds data. */
  readonly dataNeedsConfirmation: boolean;
  /** Whether Argo CD syncs custom resources whose kind may not be known yet. */
  readonly kindsMayBeMissing: boolean;

  /**
   * Version of Kubernetes that a component of `release` is for: where the cluster says neither version nor release, the component's.
   *
   * @internal
   */
  _kubernetesVersionFor(release: Release): string;

  /** The release of a component: its own, else that of the cluster. @internal */
  _releaseOr(own?: Release): Release;
  /** Every object of the cluster; those of clusters inside of its scope are not. @internal */
  _objects(): ApiObject[];
}

/**
 * The boundary of one Kubernetes cluster in an app: names must be unique inside it, and it has at most one default StorageClass.
 *
 * `OpenStackClusterChart` is such a boundary. For hand-made charts, put those of one cluster below `new Cluster(app, 'prod-1')`, or make one chart
 * a boundary with `Cluster.boundary(chart)`. Charts outside of any boundary count as one cluster, that of the app.
 */
export class Cluster extends Construct {
  /** The boundary around `scope`: the nearest one above it, else that of the whole app. */
  public static of(scope: IConstruct): ICluster {
    requireConstruct('Cluster.of', scope);
    for (const above of scope.node.scopes.reverse()) {
      const boundary = (above as any)[BOUNDARY];
      if (boundary) return boundary;
    }
    return Cluster.boundary(scope.node.root);
  }

  /**
   * Makes a construct, such as a chart, the boundary of a cluster. Do this before anything is put into it.
   *
   * @param scope What holds the cluster's objects
   * @param options What its components share
   */
  public static boundary(scope: IConstruct, options: ClusterOptions = {}): ICluster {
    options = takeProps('Cluster.boundary', options, [scope]);
    if ((scope as any)[BOUNDARY]) at(scope, () => refuse('Cluster.boundary', 'was called twice, or after objects were added: call it first'));
    const boundary = at(scope, () => new Boundary(scope, options));
    Object.defineProperty(scope, BOUNDARY, { value: boundary });
    adviseOfNewVersions(scope, options);
    scope.node.addValidation({ validate: () => boundary._problems() });
    refuseUnreadable(scope.node.root);
    return boundary;
  }

  constructor(scope: Construct, id: string, options: ClusterOptions = {}) {
    options = propsOf(new.target, 'Cluster', scope, id, options);
    super(scope, id);
    Cluster.boundary(this, options);
  }
}

class Boundary implements ICluster {
  public readonly release: Release;
  public readonly kubernetesVersion: string;
  public readonly syncWaves: boolean;
  public readonly dataNeedsConfirmation: boolean;
  public readonly kindsMayBeMissing: boolean;

  private seen?: { readonly objects: ApiObject[]; readonly problems: string[] };

  constructor(private readonly scope: IConstruct, private readonly options: ClusterOptions) {
    const { release, kubernetesVersion } = options;
    if (kubernetesVersion !== undefined && !/^v?1\.\d+(\.\d+)?$/.test(kubernetesVersion)) {
      invalid('kubernetesVersion', kubernetesVersion, 'a version such as "1.36"');
    }
    const wanted = kubernetesVersion === undefined ? undefined : `1.${minorNumber(kubernetesVersion)}`;
    this.release = release ?? Release.all().find((r) => r.minor === wanted) ?? Release.latest();
    this.kubernetesVersion = wanted ?? this.release.minor;
    this.syncWaves = options.syncWaves ?? false;
    this.dataNeedsConfirmation = options.dataNeedsConfirmation ?? false;
    this.kindsMayBeMissing = options.kindsMayBeMissing ?? false;
  }

  public _kubernetesVersionFor(release: Release): string {
    const said = this.options.kubernetesVersion !== undefined || this.options.release !== undefined;
    return said ? this.kubernetesVersion : release.minor;
  }

  public _releaseOr(own?: Release): Release {
    return own ?? this.release;
  }

  /** What is wrong with the cluster as a whole; shown by synth. */
  public _problems(): string[] {
    const objects = this._objects();
    return [...this.duplicates(objects), ...takenClaims(objects), ...this.defaultClasses(objects), ...claimsBeforeTheirPods(waved(objects))];
  }

  /** cdk8s validates the whole app once for each chart, so this is in the hot path: it visits the constructs of this cluster alone. */
  public _objects(): ApiObject[] {
    const found: ApiObject[] = [];
    const visit = (construct: IConstruct) => {
      if (ApiObject.isApiObject(construct)) found.push(construct);
      for (const child of construct.node.children) if (!(BOUNDARY in child)) visit(child);
    };
    visit(this.scope);
    return found;
  }

  /** Kind, namespace and name of an object never change: the same objects have the same duplicates. */
  private duplicates(objects: ApiObject[]): string[] {
    const before = this.seen?.objects;
    if (before?.length !== objects.length || objects.some((o, i) => o !== before[i])) this.seen = { objects, problems: duplicates(objects) };
    return this.seen!.problems;
  }

  private defaultClasses(objects: ApiObject[]): string[] {
    const defaults = objects.filter((o) => o.kind === 'StorageClass' && isDefaultClass(annotationsOf(o)));
    if (defaults.length < 2 || this.options.severalDefaultClasses) return [];
    return [`${defaults.length} StorageClasses are the default: ${defaults.map((o) => `${o.name} (${o.node.path})`).join(', ')}. `
      + `Leave isDefault on one of them, or set severalDefaultClasses to let the newest win${created(...defaults)}`];
  }
}

/** Plain JavaScript lets "1.36" stand for a release. */
function adviseOfNewVersions(scope: IConstruct, { kubernetesVersion, release }: ClusterOptions): void {
  const given = [['kubernetesVersion', kubernetesVersion, NEWEST_KNOWN_MINOR], ['release', release?.minor, NEWEST_RELEASE]] as const;
  for (const [property, version, newest] of given) {
    if (version === undefined || isAtLeast(newest, version)) continue;
    Advice._give(scope, 'VERSION_NOT_KNOWN', `${property} is ${version}, but this version of the library knows releases up to ${newest}: `
      + 'what changed since is not checked, and the manifests are those of the newest release it knows.', `Update cdk8s-openstack, or use ${newest}.`);
  }
}

/** The objects as manifests where claims and workloads have waves of their own; else nothing needs to be rendered. */
function waved(objects: ApiObject[]): any[] {
  if (!objects.some((o) => o.kind === 'PersistentVolumeClaim')) return [];
  const moved = objects.some((o) => syncWave(o.apiVersion, o.kind) === 0 && annotationsOf(o)[SYNC_WAVE] !== undefined);
  return moved ? objects.filter((o) => o.kind !== 'Secret').map((o) => o.toJson()) : [];
}

/** The annotations that an object is written with. Only where a patch or a value that comes later has a say, it is rendered for it. */
function annotationsOf(object: ApiObject): { [key: string]: any } {
  const { patches, metadata: { annotations } } = object as unknown as { patches?: unknown[]; metadata: { annotations?: { [key: string]: unknown } } };
  const plain = patches?.length === 0 && annotations !== undefined && Object.values(annotations).every((value) => typeof value === 'string');
  return plain ? annotations : object.toJson().metadata.annotations ?? {};
}

/** Objects that an error lists: a whole cluster may be there twice. */
const MOST_TOLD = 10;

function duplicates(objects: ApiObject[]): string[] {
  const seen = new Map<string, ApiObject>();
  const problems: string[] = [];
  for (const object of objects) {
    const namespace = isClusterScoped(object.kind) ? '' : object.metadata.namespace ?? 'default';
    const key = `${groupOf(object.apiVersion)}/${object.kind} ${namespace}/${object.name}`;
    const first = seen.get(key);
    if (first) {
      problems.push(`${object.kind} "${object.name}" is emitted twice, by ${first.node.path} and ${object.node.path}. `
        + `Rename one, or put the charts of each cluster below a Cluster of their own${created(first, object)}`);
    }
    seen.set(key, first ?? object);
  }
  const more = problems.length - MOST_TOLD;
  return more > 0 ? [...problems.slice(0, MOST_TOLD), `${more} more ${more > 1 ? 'objects are' : 'object is'} emitted twice`] : problems;
}
