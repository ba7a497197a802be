import { ClaimSource, claimsOf } from './claim-sources';
import { isBuiltIn, ManifestObject } from './manifest-object';
import { PodSource, podOf } from './pod-sources';
import { fields, text } from '../../core/fields';
import { addTo } from '../../core/multimap';

/**
 * The objects of a set as they were written, rejected ones included: by kind, by name, and with the pods and claims that they hold.
 *
 * Kinds of custom groups are kept apart from built-in ones: a StorageClass of example.com is found by `custom` only.
 */
export class ObjectIndex {
  /** Every pod that is written, in a Pod or in the template of a workload. */
  public readonly pods: readonly PodSource[];
  /** Every claim that is written. */
  public readonly claims: readonly ClaimSource[];

  private readonly byKind = new Map<string, ManifestObject[]>();
  private readonly byKey = new Map<string, ManifestObject>();
  private readonly unplaced = new Map<string, ManifestObject>();
  private readonly podByItem = new Map<ManifestObject, PodSource>();
  private readonly claimsByItem = new Map<ManifestObject, ClaimSource[]>();
  private readonly scalersByTarget = new Map<string, ManifestObject[]>();

  /**
   * @param items All objects, in document order.
   * @param closedWorld Whether there are no others: then an object without a namespace is in "default", else in any namespace.
   */
  constructor(public readonly items: readonly ManifestObject[], private readonly closedWorld: boolean) {
    for (const item of items) this.add(item);
    this.pods = [...this.podByItem.values()];
    this.claims = [...this.claimsByItem.values()].flat();
  }

  /** The objects of built-in kinds, in document order. */
  public of(...kinds: string[]): ManifestObject[] {
    return kinds.length === 1 ? this.byKind.get(kinds[0]) ?? [] : kinds.flatMap((kind) => this.byKind.get(kind) ?? []);
  }

  /** The objects of a custom kind, in document order. */
  public custom(group: string, kind: string): ManifestObject[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  /** The objects of one kind of exactly one group that the API server accepts, in document order. */
  public accepted(group: string, kind: string): ManifestObject[] {
    return this.of(kind).filter((item) => item.group === group && item.rejections.length === 0);
  }

  /** The object of a built-in kind with that name; the namespace is "" for cluster-scoped kinds. */
  public find(kind: string, namespace: string, name: unknown): ManifestObject | undefined {
    return typeof name === 'string' ? this.byKey.get(`${kind} ${namespace}/${name}`) ?? this.findUnplaced(kind, name) : undefined;
  }

  /** In an open world, the object of that name whose namespace is not written. */
  public findUnplaced(kind: string, name: unknown): ManifestObject | undefined {
    return this.closedWorld || typeof name !== 'string' ? undefined : this.unplaced.get(`${kind} ${name}`);
  }

  /** The pod that an object holds. */
  public podIn(item: ManifestObject): PodSource | undefined {
    return this.podByItem.get(item);
  }

  /** The claims that an object holds: itself, its claim templates, then its ephemeral volumes. */
  public claimsIn(item: ManifestObject): readonly ClaimSource[] {
    return this.claimsByItem.get(item) ?? [];
  }

  /** The HorizontalPodAutoscalers of a workload, in document order. */
  public scalersOf({ kind, namespace, name }: ManifestObject): readonly ManifestObject[] {
    return this.scalersByTarget.get(`${kind} ${namespace}/${name}`) ?? [];
  }

  private add(item: ManifestObject): void {
    const kind = isBuiltIn(item) ? item.kind : `${item.group}/${item.kind}`;
    const key = `${kind} ${item.namespace}/${item.name}`;
    addTo(this.byKind, kind, item);
    if (!this.byKey.has(key)) this.byKey.set(key, item);
    if (!item.placed) this.unplaced.set(`${kind} ${item.name}`, item);
    if (kind === 'HorizontalPodAutoscaler') {
      const target = fields(item.spec.scaleTargetRef);
      addTo(this.scalersByTarget, `${text(target.kind)} ${item.namespace}/${text(target.name)}`, item);
    }
    const pod = podOf(item);
    if (pod) this.podByItem.set(item, pod);
    const claims = claimsOf(item, pod);
    if (claims.length) this.claimsByItem.set(item, claims);
  }
}
