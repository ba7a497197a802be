import { ClaimSource, claimsOf, firstOrdinal, writtenClass } from './claim-sources';
import { Inventory } from './inventory';
import { isBuiltIn, ManifestObject } from './manifest-object';
import { Claim } from './model';
import { EMPTY_PLAN, Plan } from './plan';
import { PodSource, podOf } from './pod-sources';
import { fields, text, whole } from '../../core/fields';
import { minorNumber } from '../../kubernetes/minor';
import { ClaimPlan } from '../plan/results';

/**
 * What rules see: the objects of one cluster, indexed, with their pods and claims, and the storage plan.
 *
 * Look-ups by name find, for an object of an open world, also one whose namespace is not written: whoever applies it decides where it goes.
 */
export class View {
  /** All objects, refused ones included, in document order. */
  public readonly items: readonly ManifestObject[];
  public readonly pods: PodSource[] = [];
  public readonly claims: ClaimSource[] = [];
  public readonly volumes: ManifestObject[];
  public readonly classes: ManifestObject[];
  /** The render before this one. */
  public readonly previous?: View;

  private readonly byKind = new Map<string, ManifestObject[]>();
  private readonly byKey = new Map<string, ManifestObject>();
  private readonly unplaced = new Map<string, ManifestObject>();
  private readonly podByItem = new Map<ManifestObject, PodSource>();
  private readonly claimByKey = new Map<string, ClaimSource>();
  private readonly claimByPlace = new Map<string, ClaimSource>();
  private readonly templatesByItem = new Map<ManifestObject, ClaimSource[]>();
  private readonly templateByKey = new Map<string, ClaimSource>();
  private readonly sourceByKey = new Map<string, ClaimSource>();
  private readonly madeBySource = new Map<ClaimSource, Claim[]>();
  private readonly plannedBySource = new Map<ClaimSource, ClaimPlan[]>();
  private readonly usersByClaim = new Map<ClaimSource, PodSource[]>();
  private readonly scalerByTarget = new Map<string, ManifestObject>();

  /** Minor of Kubernetes: 36 for 1.36. */
  public readonly kubernetes: number;
  /** Minor of cloud-provider-openstack: 36 for 1.36. */
  public readonly release: number;
  /** The input is all there is. */
  public readonly closedWorld: boolean;

  constructor(readonly inventory: Inventory, readonly plan: Plan, release: string, previous?: Inventory) {
    this.items = inventory.items;
    this.kubernetes = minorNumber(inventory.world.kubernetesVersion);
    this.release = minorNumber(release);
    this.closedWorld = inventory.world.closed;
    for (const item of this.items) this.index(item);
    this.volumes = this.of('PersistentVolume');
    this.classes = this.of('StorageClass');
    for (const scaler of this.of('HorizontalPodAutoscaler')) {
      const target = fields(scaler.spec.scaleTargetRef);
      this.scalerByTarget.set(`${text(target.kind)} ${scaler.namespace}/${text(target.name)}`, scaler);
    }
    for (const claim of inventory.claims.values()) this.indexMade(claim);
    for (const claim of plan.claims) this.indexPlanned(claim);
    for (const pod of this.pods) this.indexUsers(pod);
    if (previous) this.previous = new View(previous, EMPTY_PLAN, release);
  }

  /** The objects of built-in kinds, in the order of the input. */
  public of(...kinds: string[]): ManifestObject[] {
    return kinds.length === 1 ? this.byKind.get(kinds[0]) ?? [] : kinds.flatMap((kind) => this.byKind.get(kind) ?? []);
  }

  /** The objects of a custom kind, in the order of the input. */
  public custom(group: string, kind: string): ManifestObject[] {
    return (this.byKind.get(`${group}/${kind}`) ?? []);
  }

  /** The object of a built-in kind with that name; the namespace is "" for kinds without one. */
  public find(kind: string, namespace: string, name: unknown): ManifestObject | undefined {
    if (typeof name !== 'string') return undefined;
    return this.byKey.get(`${kind} ${namespace}/${name}`) ?? (this.closedWorld ? undefined : this.unplaced.get(`${kind} ${name}`));
  }

  /** The pod that an object holds. */
  public podIn(item: ManifestObject): PodSource | undefined {
    return this.podByItem.get(item);
  }

  /** What creates the claim of that name: a claim, a DataVolume, a template and its ordinal, or an ephemeral volume of a Pod. */
  public claim(namespace: string, name: unknown): ClaimSource | undefined {
    if (typeof name !== 'string') return undefined;
    const found = this.claimByKey.get(`${namespace}/${name}`);
    if (found) return found;
    const match = /^(.+)-(\d+)$/.exec(name);
    const template = match && this.templateByKey.get(`${namespace}/${match[1]}`);
    if (!match || !template) return undefined;
    const ordinal = Number(match[2]) - firstOrdinal(template.item);
    return ordinal >= 0 && ordinal < this.mostReplicas(template.item) ? template : undefined;
  }

  /** The claim that a pod's volume stands for. */
  public claimOfVolume(pod: PodSource, name: unknown): ClaimSource | undefined {
    const template = pod.item.kind === 'StatefulSet' ? this.templateByKey.get(`${pod.namespace}/${text(name)}-${pod.item.name}`) : undefined;
    if (template) return template;
    const volume = pod.volumes.find((v) => v.name === name);
    if (!volume) return undefined;
    const claimName = fields(volume.value.persistentVolumeClaim).claimName;
    if (claimName !== undefined) return this.claim(pod.namespace, claimName) ?? this.unplacedClaim(claimName);
    return this.claims.length ? this.ephemeral(pod, volume.path) : undefined;
  }

  /** The claim templates of a StatefulSet. */
  public templatesOf(item: ManifestObject): ClaimSource[] {
    return this.templatesByItem.get(item) ?? [];
  }

  /** The pods that use a claim. */
  public users(claim: ClaimSource): PodSource[] {
    return this.usersByClaim.get(claim) ?? [];
  }

  /** The claims that a source creates, in order, as the API server takes them; none of what it refuses. */
  public made(claim: ClaimSource): readonly Claim[] {
    return this.madeBySource.get(claim) ?? [];
  }

  /** What creates the claim "namespace/name" of the inventory or the plan. */
  public sourceOf(key: string): ClaimSource | undefined {
    return this.sourceByKey.get(key);
  }

  /** The answers of the plan for what a source creates, in order. */
  public planned(claim: ClaimSource): ClaimPlan[] {
    return this.plannedBySource.get(claim) ?? [];
  }

  /** The autoscaler of a workload. */
  public scaler(item: ManifestObject): ManifestObject | undefined {
    return this.scalerByTarget.get(`${item.kind} ${item.namespace}/${item.name}`);
  }

  /** How many pods a workload may have at once: its replicas, or the maximum of its autoscaler. */
  public mostReplicas(item: ManifestObject): number {
    const scaler = this.scaler(item);
    return Math.max((scaler && whole(scaler.spec.maxReplicas)) ?? 0, this.podIn(item)?.replicas ?? 1);
  }

  /** The class that claims without one get. */
  public get defaultClass(): ManifestObject | undefined {
    return this.find('StorageClass', '', this.inventory.defaultClass?.name);
  }

  public get defaultClasses(): ManifestObject[] {
    return [...this.inventory.classes.values()].filter((c) => c.isDefault).map((c) => c.item);
  }

  /** Name of the class that a claim ends up with: the one written, else the default. */
  public className(claim: ClaimSource): string {
    return writtenClass(claim) ?? this.defaultClass?.name ?? '';
  }

  /** The class object of a claim. */
  public classOf(claim: ClaimSource): ManifestObject | undefined {
    return this.find('StorageClass', '', this.className(claim));
  }

  private index(item: ManifestObject): void {
    const builtIn = isBuiltIn(item);
    const kind = builtIn ? item.kind : `${item.group}/${item.kind}`;
    append(this.byKind, kind, item);
    const key = `${kind} ${item.namespace}/${item.name}`;
    if (!this.byKey.has(key)) this.byKey.set(key, item);
    if (!item.placed) this.unplaced.set(`${kind} ${item.name}`, item);
    const pod = podOf(item);
    if (pod) {
      this.pods.push(pod);
      this.podByItem.set(item, pod);
    }
    for (const claim of claimsOf(item, pod)) this.indexClaim(claim);
  }

  private indexClaim(claim: ClaimSource): void {
    this.claims.push(claim);
    this.claimByPlace.set(`${claim.item.index} ${[claim.path, 'spec'].filter(Boolean).join('.')}`, claim);
    if (claim.kind === 'template') append(this.templatesByItem, claim.item, claim);
    if (claim.kind === 'template') this.templateByKey.set(`${claim.namespace}/${claim.name}-${claim.item.name}`, claim);
    else this.claimByKey.set(`${claim.namespace}/${claim.kind === 'ephemeral' ? `${claim.item.name}-${claim.name}` : claim.name}`, claim);
  }

  private indexMade(claim: Claim): void {
    const source = this.claimByPlace.get(`${claim.item.index} ${claim.specPath}`);
    if (!source) return;
    append(this.madeBySource, source, claim);
    this.sourceByKey.set(claim.key, source);
  }

  private indexPlanned(claim: ClaimPlan): void {
    const source = this.sourceByKey.get(`${claim.namespace}/${claim.name}`);
    if (source) append(this.plannedBySource, source, claim);
  }

  private indexUsers(pod: PodSource): void {
    const names = new Set([...pod.volumes.map((v) => v.name), ...this.templatesOf(pod.item).map((claim) => claim.name)]);
    for (const name of names) {
      const claim = this.claimOfVolume(pod, name);
      if (claim) append(this.usersByClaim, claim, pod);
    }
  }

  private unplacedClaim(name: unknown): ClaimSource | undefined {
    const item = this.closedWorld || typeof name !== 'string' ? undefined : this.unplaced.get(`PersistentVolumeClaim ${name}`);
    return item && this.claimByKey.get(`${item.namespace}/${item.name}`);
  }

  private ephemeral(pod: PodSource, path: string): ClaimSource | undefined {
    const claim = this.claimByKey.get(`${pod.namespace}/${pod.item.name}-${pod.volumes.find((v) => v.path === path)?.name}`);
    return claim?.item === pod.item && claim.kind === 'ephemeral' ? claim : undefined;
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
