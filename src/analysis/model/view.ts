import { Claim } from './admitted';
import { ClaimSource, firstOrdinal, writtenClass } from './claim-sources';
import { Inventory } from './inventory';
import { ManifestObject } from './manifest-object';
import { ObjectIndex } from './object-index';
import { EMPTY_PLAN, Plan } from './plan';
import { PodSource } from './pod-sources';
import { fields, text, whole } from '../../core/fields';
import { addTo } from '../../core/multimap';
import { Minor, minorNumber } from '../../kubernetes/minor';
import { ClaimPlan } from '../plan/results';

/**
 * What rules see: the objects of one cluster, indexed, with their pods and claims, and the storage plan.
 *
 * In an open world, look-ups by name also find an object whose namespace is not written: it may be applied to any namespace.
 */
export class View {
  /** All objects, rejected ones included, in document order. */
  public readonly items: readonly ManifestObject[];
  /** Every pod that is written, in a Pod or in the template of a workload. */
  public readonly pods: readonly PodSource[];
  /** Every claim that is written. */
  public readonly claims: readonly ClaimSource[];
  public readonly volumes: readonly ManifestObject[];
  public readonly classes: readonly ManifestObject[];
  /** The render before this one. */
  public readonly previous?: View;

  private readonly objects: ObjectIndex;
  private readonly claimByKey = new Map<string, ClaimSource>();
  private readonly templateByKey = new Map<string, ClaimSource>();
  private readonly sourceByKey = new Map<string, ClaimSource>();
  private readonly madeBySource = new Map<ClaimSource, Claim[]>();
  private readonly plannedBySource = new Map<ClaimSource, ClaimPlan[]>();
  private readonly usersByClaim = new Map<ClaimSource, PodSource[]>();

  /** Minor of Kubernetes: 36 for 1.36. */
  public readonly kubernetes: number;
  /** The same as text, "1.36". */
  public readonly minor: Minor;
  /** Minor of cloud-provider-openstack: 36 for 1.36. */
  public readonly release: number;
  /** The input is all there is. */
  public readonly closedWorld: boolean;

  constructor(readonly inventory: Inventory, readonly plan: Plan, release: string, previous?: Inventory) {
    this.objects = inventory.objects;
    this.items = this.objects.items;
    this.pods = this.objects.pods;
    this.claims = this.objects.claims;
    this.volumes = this.of('PersistentVolume');
    this.classes = this.of('StorageClass');
    this.kubernetes = minorNumber(inventory.world.kubernetesVersion);
    this.minor = `1.${this.kubernetes}`;
    this.release = minorNumber(release);
    this.closedWorld = inventory.world.closed;
    for (const claim of this.claims) this.indexClaim(claim);
    for (const claim of inventory.claims.values()) this.indexMade(claim);
    for (const claim of plan.claims) this.indexPlanned(claim);
    for (const pod of this.pods) this.indexUsers(pod);
    if (previous) this.previous = new View(previous, EMPTY_PLAN, release);
  }

  /** The objects of built-in kinds, in the order of the input. */
  public of(...kinds: string[]): ManifestObject[] {
    return this.objects.of(...kinds);
  }

  /** The objects of a custom kind, in the order of the input. */
  public custom(group: string, kind: string): ManifestObject[] {
    return this.objects.custom(group, kind);
  }

  /** The object of a built-in kind with that name; the namespace is "" for kinds without one. */
  public find(kind: string, namespace: string, name: unknown): ManifestObject | undefined {
    return this.objects.find(kind, namespace, name);
  }

  /** The pod that an object holds. */
  public podIn(item: ManifestObject): PodSource | undefined {
    return this.objects.podIn(item);
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
    return this.objects.claimsIn(item).filter(({ kind }) => kind === 'template');
  }

  /** Whether a claim is said to be in the cluster. */
  public isKnownClaim(namespace: string, name: string): boolean {
    return this.inventory.knowsClaim(namespace, name);
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
    return this.objects.scalersOf(item).at(-1);
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
    return writtenClass(claim) ?? this.defaultClass?.name ?? this.inventory.world.defaultClass ?? '';
  }

  /** The class object of a claim. */
  public classOf(claim: ClaimSource): ManifestObject | undefined {
    return this.find('StorageClass', '', this.className(claim));
  }

  private indexClaim(claim: ClaimSource): void {
    if (claim.kind === 'template') this.templateByKey.set(`${claim.namespace}/${claim.name}-${claim.item.name}`, claim);
    else this.claimByKey.set(`${claim.namespace}/${claim.kind === 'ephemeral' ? `${claim.item.name}-${claim.name}` : claim.name}`, claim);
  }

  private indexMade(claim: Claim): void {
    addTo(this.madeBySource, claim.source, claim);
    this.sourceByKey.set(claim.key, claim.source);
  }

  private indexPlanned(claim: ClaimPlan): void {
    const source = this.sourceByKey.get(`${claim.namespace}/${claim.name}`);
    if (source) addTo(this.plannedBySource, source, claim);
  }

  private indexUsers(pod: PodSource): void {
    const names = new Set([...pod.volumes.map((v) => v.name), ...this.templatesOf(pod.item).map((claim) => claim.name)]);
    for (const name of names) {
      const claim = this.claimOfVolume(pod, name);
      if (claim) addTo(this.usersByClaim, claim, pod);
    }
  }

  private unplacedClaim(name: unknown): ClaimSource | undefined {
    const item = this.objects.findUnplaced('PersistentVolumeClaim', name);
    return item && this.claimByKey.get(`${item.namespace}/${item.name}`);
  }

  private ephemeral(pod: PodSource, path: string): ClaimSource | undefined {
    const claim = this.claimByKey.get(`${pod.namespace}/${pod.item.name}-${pod.volumes.find((v) => v.path === path)?.name}`);
    return claim?.item === pod.item && claim.kind === 'ephemeral' ? claim : undefined;
  }
}
