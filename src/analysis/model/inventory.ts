/*
 * The inventory of a set of manifests: what the rules and the binding algorithm read.
 *
 *   Inventory.ofManifests(objects, options)   plain objects, as parsed
 *   Inventory.ofTexts([{ text, file }], options)   files, with lines
 *   Inventory.ofConstruct(scope, options)     a construct tree, with construct paths
 *
 * `items` are all objects in document order, also those that the API server refuses (`item.rejections` says why); `problems` is what could not be
 * read. The typed lists (`volumes`, `claims`, `pods`, …) hold only what the server takes, after defaulting, admission and expansion of workloads:
 * a StatefulSet of three replicas is three pods and three claims for each template. Nothing here throws for bad input.
 */
import { IConstruct } from 'constructs';
import * as interpret from './interpret';
import { ManifestObject, readManifest } from './manifest-object';
import { Claim, CsiDriver, Node, Pod, StorageCapacity, StorageClass, Volume, Workload } from './model';
import { fields, isObject, own } from '../../core/fields';
import { addTo } from '../../core/multimap';
import { isFile, isUnknownKind } from '../../kubernetes/kinds';
import { isAtLeast } from '../../kubernetes/minor';
import { rejections } from '../acceptance';
import * as workloads from './workloads';
import { readConstructs } from '../input/read-constructs';
import { readText } from '../input/read-text';
import { Located, NOWHERE, ObjectName, Origin, Problem, ProblemCode } from '../input/source';
import { Arrival, StoragePlanOptions } from '../options';

/** A text to read, and its name for messages ("-" is standard input). */
export interface NamedText {
  readonly text: string;
  readonly file: string;
}

/** The options with their defaults filled in. */
export interface World {
  readonly closed: boolean;
  readonly kubernetesVersion: string;
  readonly arrival: Arrival;
  readonly knownClasses: ReadonlySet<string>;
  readonly knownSecrets: ReadonlySet<string>;
  readonly knownDrivers: ReadonlySet<string>;
}

/** What a pod comes with, in the order in which claims and pods are made. */
export interface Arriving {
  /** ManifestObject that it comes from. */
  readonly item: ManifestObject;
  /** The claims of a claim manifest (one), or those that are made right before the pod. */
  readonly claims: readonly Claim[];
  readonly pod?: Pod;
}

export class Inventory {
  /** Objects as they were parsed, in document order. */
  public static ofManifests(objects: readonly unknown[], options: StoragePlanOptions = {}): Inventory {
    return new Inventory(objects.map((value) => ({ value, origin: NOWHERE })), [], options);
  }

  /** YAML or JSON texts, in the order of the files. */
  public static ofTexts(texts: readonly NamedText[], options: StoragePlanOptions = {}): Inventory {
    const read = texts.map(({ text: content, file }) => readText(content, file));
    return new Inventory(read.flatMap((r) => r.documents), read.flatMap((r) => r.problems), options);
  }

  /** Objects that have been read before. */
  public static ofLocated(located: readonly Located[], options: StoragePlanOptions = {}): Inventory {
    return new Inventory(located, [], options);
  }

  /** The objects at and below a construct. */
  public static ofConstruct(scope: IConstruct, options: StoragePlanOptions = {}): Inventory {
    return new Inventory(readConstructs(scope), [], options);
  }

  /** All objects in document order, without duplicates, refused ones included. */
  public readonly items: readonly ManifestObject[];
  /** What is wrong with the input itself. */
  public readonly problems: readonly Problem[];
  public readonly world: World;

  public readonly classes: ReadonlyMap<string, StorageClass>;
  /** The class that claims without one get. */
  public readonly defaultClass?: StorageClass;
  public readonly volumes: readonly Volume[];
  public readonly volumesByName: ReadonlyMap<string, Volume>;
  /** Claims of manifests and of workloads, by "namespace/name". */
  public readonly claims: ReadonlyMap<string, Claim>;
  /** Pods of manifests and of workloads, by "namespace/name". */
  public readonly pods: ReadonlyMap<string, Pod>;
  public readonly nodes: readonly Node[];
  public readonly drivers: ReadonlyMap<string, CsiDriver>;
  public readonly capacities: readonly StorageCapacity[];
  public readonly workloads: readonly Workload[];
  /** Claims and pods in the order in which they come into being. */
  public readonly arrivals: readonly Arriving[];

  private readonly byKey = new Map<string, ManifestObject>();
  private readonly byKind = new Map<string, ManifestObject[]>();
  private readonly found: Problem[];

  private constructor(located: readonly Located[], problems: readonly Problem[], options: StoragePlanOptions) {
    this.world = world(options);
    this.found = [...problems];
    this.items = this.register(located);

    this.classes = named(this.ofKind('StorageClass').map(interpret.storageClass));
    this.defaultClass = interpret.defaultClass([...this.classes.values()]);
    this.volumes = this.ofKind('PersistentVolume').map((item) => interpret.volume(item, this.world.kubernetesVersion));
    this.volumesByName = named(this.volumes);
    this.nodes = this.ofKind('Node').map(interpret.node);
    this.drivers = named(this.ofKind('CSIDriver').map(interpret.csiDriver));
    this.capacities = this.ofKind('CSIStorageCapacity').map(interpret.storageCapacity);

    const scaled = workloads.autoscaled(this.accepted());
    this.workloads = this.accepted().flatMap(
      (e) => workloads.workload(e, scaled.get(`${e.namespace}/${e.kind}/${e.name}`) ?? 0) ?? []);
    const claims = new Map<string, Claim>();
    const pods = new Map<string, Pod>();
    this.arrivals = this.expand(claims, pods);
    this.claims = claims;
    this.pods = pods;
    this.problems = this.found;
  }

  /** Objects of a kind that the server takes, in document order; of a custom kind that has the name of a built-in one: "group/Kind". */
  public ofKind(kind: string): readonly ManifestObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** An object that the server takes; the namespace is '' for what lives outside of namespaces. */
  public find(kind: string, namespace: string, name: string): ManifestObject | undefined {
    const item = this.byKey.get(`${kind} ${namespace}/${name}`);
    return item?.rejections.length ? undefined : item;
  }

  /** The objects that the server refuses. */
  public get rejected(): readonly ManifestObject[] {
    return this.items.filter((item) => item.rejections.length > 0);
  }

  /** Whether a StorageClass is in the input or said to be in the cluster. */
  public knowsClass(name: string): boolean {
    return this.classes.has(name) || this.world.knownClasses.has(name);
  }

  private accepted(): readonly ManifestObject[] {
    return this.items.filter((item) => item.rejections.length === 0);
  }

  private register(located: readonly Located[]): ManifestObject[] {
    const items: ManifestObject[] = [];
    for (const one of located) {
      for (const { value, origin } of flat(one, 0)) {
        const item = this.item(value, origin, items.length);
        if (!item || (item.name && !this.isNew(item))) continue;
        items.push(item);
        if (!item.rejections.length) addTo(this.byKind, indexed(item), item);
      }
    }
    return items;
  }

  /** Keeps an object findable; false for one that is there already. Kinds of several groups are kept apart. */
  private isNew(item: ManifestObject): boolean {
    const key = `${item.kind} ${item.namespace}/${item.name}`;
    const other = this.byKey.get(key);
    if (!other) {this.byKey.set(key, item);} else if (other.group === item.group || this.byKey.has(`${item.group}/${key}`)) {
      this.problem(ProblemCode.DUPLICATE, `${item.kind} "${item.name}" is there twice; the first counts`, item.origin, item);
      return false;
    } else {this.byKey.set(`${item.group}/${key}`, item);}
    return true;
  }

  private item(value: unknown, origin: Origin, index: number): ManifestObject | undefined {
    const read = readManifest(value, origin, index);
    if (!read) {
      this.problem(ProblemCode.NOT_AN_OBJECT, 'is no Kubernetes object: apiVersion and kind are needed', origin);
      return undefined;
    }
    const { group, kind, name, apiVersion } = read;
    if (isUnknownKind(group, kind)) this.problem(ProblemCode.UNKNOWN_KIND, `${kind} is no kind of ${apiVersion}`, origin);
    if (!name && !isFile(group)) this.problem(ProblemCode.UNNAMED, `${kind} has no metadata.name`, origin);
    return { ...read, rejections: rejections(read, this.world.kubernetesVersion) };
  }

  private problem(code: ProblemCode, message: string, origin: Origin, of?: ObjectName): void {
    const object = of && { apiVersion: of.apiVersion, kind: of.kind, namespace: of.namespace, name: of.name };
    this.found.push({ code, message, origin, line: origin.line(), object });
  }

  /** Claims and pods in the order in which they come into being; a claim of a manifest stands where the first thing that makes it stands. */
  private expand(claims: Map<string, Claim>, pods: Map<string, Pod>): Arriving[] {
    const manifests = new Map(this.ofKind('PersistentVolumeClaim').map((item) => [`${item.namespace}/${item.name}`, this.claim(item)]));
    const loads = new Map(this.workloads.map((load) => [load.item, load]));
    const arrivals: Arriving[] = [];
    const budget = new workloads.Budget();
    const admit = (made: readonly Claim[]) => {
      const fresh = made.filter((claim) => !claims.has(claim.key));
      for (const claim of fresh) claims.set(claim.key, claim);
      return fresh;
    };
    for (const item of this.accepted()) {
      if (item.kind === 'PersistentVolumeClaim' && item.group === '') {
        const made = manifests.get(`${item.namespace}/${item.name}`);
        arrivals.push({ item, claims: made ? admit([made]) : [] });
      }
      for (const { pod, claims: contexts } of this.made(item, loads.get(item), budget)) {
        const made = contexts.map((context) => manifests.get(`${context.namespace}/${context.name}`) ?? this.interpreted(context));
        if (pods.has(pod.key)) continue;
        if (isStandalone(pod) || pod.uses.length) pods.set(pod.key, pod);
        else continue;
        arrivals.push({ item, claims: admit(made), pod });
      }
    }
    return arrivals;
  }

  private made(item: ManifestObject, load: Workload | undefined, budget: workloads.Budget): workloads.Made[] {
    if (item.kind === 'Pod' && item.group === '') return [workloads.bare(item)];
    if (!load) return [];
    const wanted = workloads.podsOf(load, this.nodes);
    const granted = budget.grant(load, wanted);
    if (granted < wanted) {
      this.problem(ProblemCode.TOO_LARGE, `${load.kind} "${load.name}" has ${wanted} replicas; the first ${granted} count`, item.origin, item);
    }
    return workloads.make(load, granted, this.nodes);
  }

  private claim(item: ManifestObject): Claim {
    return this.interpreted({
      item,
      namespace: item.namespace,
      name: item.name,
      labels: item.labels,
      annotations: item.annotations,
      spec: fields(item.object.spec),
      specPath: 'spec',
      admitted: item.object['x-noAdmissionDefault'] === true,
    });
  }

  private interpreted(context: interpret.ClaimContext): Claim {
    return interpret.claim(context, this.defaultClass, this.world.kubernetesVersion);
  }
}

function world(options: StoragePlanOptions): World {
  const kubernetesVersion = options.kubernetesVersion ?? '1.36';
  isAtLeast(kubernetesVersion, '1.0');
  return {
    closed: options.closedWorld ?? false,
    kubernetesVersion,
    arrival: options.arrival ?? Arrival.VOLUMES_FIRST,
    knownClasses: new Set(options.knownClasses),
    knownSecrets: new Set(options.knownSecrets),
    knownDrivers: new Set(options.knownDrivers),
  };
}

/** The objects in a List, or the object itself. */
function flat(located: Located, depth: number): Located[] {
  const { value, origin } = located;
  if (!isObject(value) || !Array.isArray(value.items) || typeof value.kind !== 'string' || !value.kind.endsWith('List') || depth > 3) return [located];
  const kind = value.kind === 'List' ? undefined : value.kind.slice(0, -4);
  return value.items.flatMap((item, i) => {
    const inner = { ...origin, line: (field?: string) => origin.line(`items[${i}]${field ? `.${field}` : ''}`) };
    const typed = kind && isObject(item) && item.kind === undefined ? { apiVersion: value.apiVersion, kind, ...item } : item;
    return flat({ value: typed, origin: inner }, depth + 1);
  });
}

/** Groups of the built-in kinds that this inventory reads; a custom kind of the same name is something else. */
const GROUPS: { readonly [kind: string]: string } = {
  PersistentVolume: '',
  PersistentVolumeClaim: '',
  Pod: '',
  Node: '',
  StorageClass: 'storage.k8s.io',
  CSIDriver: 'storage.k8s.io',
  CSIStorageCapacity: 'storage.k8s.io',
  StatefulSet: 'apps',
  Deployment: 'apps',
  ReplicaSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
};

function indexed({ kind, group: given }: ManifestObject): string {
  return (own(GROUPS, kind) ?? given) === given ? kind : `${given}/${kind}`;
}

/** Pods that are listed even if they use no claim. */
function isStandalone({ from }: Pod): boolean {
  return from === undefined || from.startsWith('StatefulSet/');
}

function named<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}
