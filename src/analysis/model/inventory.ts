/*
 * The inventory of a set of manifests: what the rules and the binding algorithm read.
 *
 *   Inventory.ofManifests(objects, options)   plain objects, as parsed
 *   Inventory.ofTexts([{ text, file }], options)   files, with lines
 *   Inventory.ofConstruct(scope, options)     a construct tree, with construct paths
 *
 * `objects` holds the set as it was written, also what the API server rejects (`item.rejections` says why); `problems` says what could not be read.
 * The typed lists (`volumes`, `claims`, `pods`, …) hold only what the server accepts, after defaulting, admission and expansion of workloads:
 * a StatefulSet of three replicas is three pods and three claims for each template. Nothing here throws for bad input.
 */
import { IConstruct } from 'constructs';
import * as admission from './admission';
import { AdmissionControl } from './admission-control';
import { Claim, CsiDriver, Node, Pod, StorageCapacity, StorageClass, Volume } from './admitted';
import { cdiSurroundings, dataVolumeClaims, importerPod } from './data-volumes';
import { isVirtualMachine, ManifestObject } from './manifest-object';
import { shouldRunDaemonPod } from './node-selection';
import { ObjectIndex } from './object-index';
import { PodSource } from './pod-sources';
import { podReader } from './pods';
import { flat, problem, readObjects } from './read-objects';
import { claimsOfRunningPods, podsThatExist } from './running-pods';
import { Budget, certainPodsOf, create, CreatedClaim, CreatedPod, isSetNameTooLong, podsOf } from './workloads';
import { podTemplatePath } from '../../kubernetes/kinds';
import { NEWEST_KNOWN_MINOR, minorNumber } from '../../kubernetes/minor';
import { existingObjects, KnownNames, readConstructs } from '../input/read-constructs';
import { readText } from '../input/read-text';
import { Located, NOWHERE, Problem, ProblemCode } from '../input/source';
import { Arrival, StoragePlanOptions } from '../options';

/** A text to read, and its name for messages ("-" is standard input). */
export interface NamedText {
  readonly text: string;
  readonly file: string;
}

/** What else tests state. */
export interface InventoryOptions extends StoragePlanOptions {
  /** Claims, as "namespace/name", that were created before there was a default class: admission set none on them. */
  readonly undefaultedClaims?: readonly string[];
  /** The default class that is the newest of several. */
  readonly newestDefault?: string;
  /** No provisioner runs: what one would provision or refuse stays as the controller leaves it. */
  readonly idleProvisioners?: boolean;
}

/** The options with their defaults filled in. */
export interface World {
  readonly closed: boolean;
  readonly kubernetesVersion: string;
  readonly arrival: Arrival;
  /** Name of the default class, where the input has none. */
  readonly defaultClass?: string;
  readonly knownClasses: ReadonlySet<string>;
  readonly knownClaims: ReadonlySet<string>;
  readonly knownSecrets: ReadonlySet<string>;
  readonly knownDrivers: ReadonlySet<string>;
  /** Other objects that exist in the cluster, as "Kind name". */
  readonly knownObjects: ReadonlySet<string>;
  readonly undefaultedClaims: ReadonlySet<string>;
  readonly idleProvisioners: boolean;
}

/** What a pod comes with, in the order in which claims and pods are created. */
interface Arriving {
  /** Object that it comes from. */
  readonly item: ManifestObject;
  /** The claims of a claim manifest (one), or those that are created right before the pod. */
  readonly claims: readonly Claim[];
  readonly pod?: Pod;
}

export class Inventory {
  /** Objects as they were parsed, in document order. */
  public static ofManifests(objects: readonly unknown[], options: InventoryOptions = {}): Inventory {
    return new Inventory(objects.map((value) => ({ value, origin: NOWHERE })), [], options);
  }

  /** YAML or JSON texts, in the order of the files. `made` says what becomes of the objects that are read. */
  public static ofTexts(texts: readonly NamedText[], options: StoragePlanOptions = {}, made?: (objects: Located[]) => Located[]): Inventory {
    const read = texts.map(({ text: content, file }) => readText(content, file));
    const documents = read.flatMap((r) => r.documents);
    return new Inventory(made ? made(documents.flatMap((one) => flat(one))) : documents, read.flatMap((r) => r.problems), options);
  }

  /** Objects that have been read before. */
  public static ofLocated(located: readonly Located[], options: StoragePlanOptions = {}, existing?: KnownNames): Inventory {
    return new Inventory(located, [], options, existing);
  }

  /** The objects at and below a construct. */
  public static ofConstruct(scope: IConstruct, options: StoragePlanOptions = {}): Inventory {
    return new Inventory(readConstructs(scope), [], options, existingObjects(scope.node.findAll()));
  }

  public readonly world: World;
  /** The objects as they were written, without duplicates, rejected ones included. */
  public readonly objects: ObjectIndex;
  /** What is wrong with the input itself. */
  public readonly problems: readonly Problem[];

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
  /** Claims and pods in the order in which they are created. */
  public readonly arrivals: readonly Arriving[];

  /** Claims that pods with a node use, by "namespace/name". */
  private readonly claimsInUse: ReadonlySet<string>;
  private readonly admissionControl: AdmissionControl;

  private constructor(private readonly located: readonly Located[], problems: readonly Problem[], private readonly options: InventoryOptions,
    private readonly existing?: KnownNames) {
    this.world = world(options, existing);
    const { items, problems: found } = readObjects(located, this.world.kubernetesVersion);
    this.admissionControl = new AdmissionControl(items, this.world, defaultClassesOf(items));
    this.objects = new ObjectIndex(items.map((item) => this.admissionControl.admit(item)), this.world.closed);

    const storage = (kind: string) => this.objects.accepted('storage.k8s.io', kind);
    this.classes = named(storage('StorageClass').map(admission.storageClass));
    this.defaultClass = this.classes.get(options.newestDefault ?? '') ?? admission.defaultClass([...this.classes.values()]);
    this.claimsInUse = claimsOfRunningPods(this.objects);
    const manifests = new Map(this.objects.accepted('', 'PersistentVolumeClaim').map((item) => [item, this.manifestClaim(item)]));
    const kept = new Set([...manifests.values()].filter(({ goes }) => !goes).map(({ key, uid }) => `${key} ${uid}`));
    this.volumes = this.objects.accepted('', 'PersistentVolume').map((item) => admission.recycled(
      admission.volume(item, this.world.kubernetesVersion), ({ namespace, name, uid }) => kept.has(`${namespace}/${name} ${uid}`)));
    this.volumesByName = named(this.volumes);
    this.nodes = this.objects.accepted('', 'Node').map(admission.node);
    this.drivers = named(storage('CSIDriver').map(admission.csiDriver));
    this.capacities = storage('CSIStorageCapacity').map(admission.storageCapacity);

    const claims = new Map<string, Claim>();
    const pods = new Map<string, Pod>();
    const tooLarge: Problem[] = [];
    this.arrivals = this.expand(manifests, claims, pods, tooLarge);
    this.claims = claims;
    this.pods = pods;
    this.problems = [...problems, ...found, ...tooLarge];
  }

  /**
   * The same objects where another default class is the newest, if there are several, order decides, and claims without class are there to get it.
   */
  public withOtherDefaults(): Inventory[] {
    const { arrival } = this.world;
    const inOrder = arrival === Arrival.DOCUMENT_ORDER || arrival === Arrival.ONE_BY_ONE;
    const others = admission.possibleDefaults([...this.classes.values()], inOrder).filter(({ name }) => name !== this.defaultClass?.name);
    if (!others.length || ![...this.claims.values()].some(({ classDefaulted, hasClass }) => classDefaulted || !hasClass)) return [];
    return others.slice(0, MOST_DEFAULTS).map(({ name }) => new Inventory(this.located, [], { ...this.options, newestDefault: name }, this.existing));
  }

  /** All objects in document order, without duplicates, rejected ones included. */
  public get items(): readonly ManifestObject[] {
    return this.objects.items;
  }

  /** The objects that the server rejects. */
  public get rejected(): readonly ManifestObject[] {
    return this.items.filter((item) => item.rejections.length > 0);
  }

  /** Whether a StorageClass is in the input or said to be in the cluster. */
  public knowsClass(name: string): boolean {
    return this.classes.has(name) || this.world.knownClasses.has(name);
  }

  /** Whether a claim is said to be in the cluster, in this namespace or in any. */
  public knowsClaim(namespace: string, name: string): boolean {
    return this.world.knownClaims.has(`${namespace}/${name}`) || this.world.knownClaims.has(name);
  }

  /** Claims and pods in the order in which they are created; a claim of the input comes where the first object that would create it comes. */
  private expand(manifests: ReadonlyMap<ManifestObject, Claim>, claims: Map<string, Claim>, pods: Map<string, Pod>, problems: Problem[]): Arriving[] {
    const byKey = new Map([...manifests.values()].map((claim) => [claim.key, claim]));
    const arrivals: Arriving[] = [];
    const budget = new Budget();
    const there = podsThatExist(this.objects);
    const cdi = cdiSurroundings(this.objects, this.classes);
    const admit = (created: readonly Claim[]) => {
      const fresh = created.filter((claim) => !claims.has(claim.key));
      for (const claim of fresh) claims.set(claim.key, claim);
      return fresh;
    };
    for (const item of this.items.filter(({ rejections }) => !rejections.length)) {
      const manifest = manifests.get(item);
      if (manifest) arrivals.push({ item, claims: admit([manifest]) });
      for (const source of this.objects.claimsIn(item).filter(({ kind }) => kind === 'dataVolume')) {
        const { claims: created, volumeMode, importsAtOnce } = dataVolumeClaims(source, cdi);
        const own = created.filter((one) => !byKey.has(`${item.namespace}/${one.name}`) && !this.admissionControl.ofClaim({ ...one.source, ...one }));
        arrivals.push({ item, claims: admit(own.map((one) => this.admitted(one))) });
        if (!importsAtOnce || !own.length) continue;
        const pod = podReader(importerPod(item, source.name, own.length > 1, volumeMode === 'Block'))({
          name: `importer-${source.name}`,
          replica: 0,
        });
        if (!pods.has(pod.key)) arrivals.push({ item, claims: [], pod });
        pods.set(pod.key, pods.get(pod.key) ?? pod);
      }
      for (const { pod, claims: created } of this.created(item, budget, problems)) {
        if (pods.has(pod.key) || !(isStandalone(pod) || pod.uses.length)) continue;
        // The controller creates the claims of a pod before the pod, and starts over where one of them is refused.
        const admitted = created.filter((one) => byKey.has(`${pod.namespace}/${one.name}`) || !this.admissionControl.ofClaim(one.source));
        const own = admit(admitted.map((one) => byKey.get(`${pod.namespace}/${one.name}`) ?? this.admitted(one)));
        // Claims of ephemeral volumes come after their pod, which waits for them.
        const isRefused = created.some((one) => one.ownedByPod === undefined && !admitted.includes(one)) || isSetNameTooLong(item)
          || (item.kind !== 'Pod' && this.admissionControl.ofPod(pod.source));
        const isThere = item.kind !== 'Pod' && there.has(pod.key);
        const comes = isRefused || isThere ? undefined : pod;
        if (comes) pods.set(pod.key, comes);
        arrivals.push({ item, claims: own, pod: comes });
        if (isRefused) break;
      }
    }
    return arrivals;
  }

  /** The pods of a Pod or workload, as many as the budget grants. */
  private created(item: ManifestObject, budget: Budget, problems: Problem[]): CreatedPod[] {
    const source = this.objects.podIn(item);
    if (!source || !(isExpanded(item) || isVirtualMachine(item))) return [];
    const scalers = this.objects.scalersOf(item).filter(({ rejections }) => !rejections.length);
    const nodes = this.nodesOf(source);
    if (!nodes) return [];
    const wanted = podsOf(source, scalers, nodes);
    const granted = item.kind === 'Pod' ? wanted : budget.grant(source, wanted);
    if (granted < wanted) {
      problems.push(problem(ProblemCode.TOO_LARGE, `${item.kind} "${item.name}" has ${wanted} replicas; only the first ${granted} are `
        + 'analysed', item.origin, item));
    }
    return create(source, this.objects.claimsIn(item), granted, nodes, certainPodsOf(source, scalers));
  }

  /** The nodes that a workload may use; undefined for a DaemonSet that none of them fits. */
  private nodesOf(source: PodSource): readonly Node[] | undefined {
    if (source.item.kind !== 'DaemonSet') return this.nodes;
    if (!this.nodes.length) return this.world.closed ? undefined : this.nodes;
    const pod = podReader(source)({ name: source.item.name, replica: 0 });
    const nodes = this.nodes.filter((node) => shouldRunDaemonPod(pod, node));
    return nodes.length ? nodes : undefined;
  }

  /** The default class that is only known by its name. */
  private get classOfTheCluster(): { readonly name: string } | undefined {
    return this.world.defaultClass === undefined ? undefined : { name: this.world.defaultClass };
  }

  private manifestClaim(item: ManifestObject): Claim {
    const [source] = this.objects.claimsIn(item);
    return this.admitted({ source, name: item.name, labels: item.labels });
  }

  private admitted(created: CreatedClaim): Claim {
    const isLate = created.from === undefined && this.world.undefaultedClaims.has(`${created.source.namespace}/${created.name}`);
    const inUse = this.claimsInUse.has(`${created.source.namespace}/${created.name}`);
    return admission.claim(created, isLate ? undefined : this.defaultClass ?? this.classOfTheCluster, this.world.kubernetesVersion, inUse);
  }
}

/** Default classes that are tried as the newest. */
const MOST_DEFAULTS = 4;

/** Names of the default classes, the one that is used first. */
function defaultClassesOf(items: readonly ManifestObject[]): string[] {
  const classes = items.filter(({ kind, group, rejections }) => kind === 'StorageClass' && group === 'storage.k8s.io' && !rejections.length);
  const defaults = classes.map(admission.storageClass).filter(({ isDefault }) => isDefault);
  const used = admission.defaultClass(defaults)?.name;
  return defaults.map(({ name }) => name).sort((a, b) => Number(b === used) - Number(a === used));
}

function world(options: InventoryOptions, existing?: KnownNames): World {
  const kubernetesVersion = options.kubernetesVersion ?? NEWEST_KNOWN_MINOR;
  minorNumber(kubernetesVersion);
  return {
    closed: options.closedWorld ?? false,
    kubernetesVersion,
    arrival: options.arrival ?? Arrival.VOLUMES_FIRST,
    defaultClass: options.defaultClass,
    knownClasses: new Set([...options.knownClasses ?? [], ...existing?.knownClasses ?? [], options.defaultClass ?? []].flat()),
    knownClaims: new Set([...options.knownClaims ?? [], ...existing?.knownClaims ?? []]),
    knownSecrets: new Set([...options.knownSecrets ?? [], ...existing?.knownSecrets ?? []]),
    knownDrivers: new Set(options.knownDrivers),
    knownObjects: new Set(existing?.knownObjects),
    undefaultedClaims: new Set(options.undefaultedClaims),
    idleProvisioners: options.idleProvisioners ?? false,
  };
}

/** Whether pods come of an object: Pods, and kinds of workloads by their names, whatever their group. */
function isExpanded({ kind, group }: ManifestObject): boolean {
  return kind === 'Pod' ? group === '' : podTemplatePath(kind) !== undefined;
}

/** Pods that are listed even if they use no claim. */
function isStandalone({ from }: Pod): boolean {
  return from === undefined || from.startsWith('StatefulSet/');
}

function named<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}
