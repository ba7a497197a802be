/*
 * Why a claim gets its volume: the volumes in the order in which they are looked at, each with the conditions that it passes and the first that it
 * fails. The order is that of findByClaim and FindMatchingVolume (binding/); what other claims take is read from the plan.
 */
import { ClaimPlan, VolumePlan } from './results';
import type { StoragePlan } from './storage-plan';
import { ClusterIndex } from '../binding/cluster-index';
import {
  ACCESS_MODES, CAPACITY, CHECK_VOLUME_SATISFY_CLAIM, CLAIM_REF, DELETION, isVolumeBoundToClaim, NODE_AFFINITY, SELECTOR, STORAGE_CLASS,
  VOLUME_ATTRIBUTES_CLASS, VOLUME_MODE, VolumePredicate,
} from '../binding/predicates';
import { Claim, Node, Volume } from '../model/admitted';
import { nodeRejection } from '../model/node-selection';

/** A condition that a volume does not meet: a predicate, "available" or "turn". */
interface FailedCondition {
  readonly condition: string;
  /** Field of the claim, such as "spec.accessModes"; null for conditions of the volume alone. */
  readonly field: string | null;
  readonly wanted: string;
  readonly found: string;
}

/** A volume as the search of a claim looks at it. */
interface CandidateVolume {
  readonly volume: string;
  readonly accessModes: readonly string[];
  /** In the order of the checks, up to the one that fails. */
  readonly passed: readonly string[];
  /** null for a volume that the claim may get. */
  readonly failed: FailedCondition | null;
}

/** The volumes of a plan as one claim looks at them: first those that it may get. */
export interface ClaimCandidates {
  readonly order: string;
  readonly candidates: readonly CandidateVolume[];
  /** Volumes that are not listed. */
  readonly more: number;
}

type Condition = VolumePredicate | 'available' | 'turn';

const MATCH: readonly VolumePredicate[] = [CLAIM_REF, CAPACITY, VOLUME_MODE, VOLUME_ATTRIBUTES_CLASS, DELETION];
/** What a volume that is reserved for the claim must meet. */
const RESERVED: readonly Condition[] = [ACCESS_MODES, ...MATCH, 'available', 'turn'];
const SEARCHES: { readonly [who: string]: { readonly order: string; readonly conditions: readonly Condition[] } } = {
  named: {
    order: 'The claim names its volume, so the controller looks at no other.',
    conditions: [CLAIM_REF, ...CHECK_VOLUME_SATISFY_CLAIM, 'available', 'turn'],
  },
  controller: {
    order: 'The controller looks at volumes by their access modes, the fewest first, and takes one that is reserved for the claim, else the '
      + 'smallest.',
    conditions: [ACCESS_MODES, ...MATCH, 'available', SELECTOR, STORAGE_CLASS, 'turn'],
  },
  scheduler: {
    order: 'The scheduler takes the smallest volume of the class that the node reaches, whatever other access modes it has.',
    conditions: [STORAGE_CLASS, ...MATCH, 'available', SELECTOR, NODE_AFFINITY, ACCESS_MODES, 'turn'],
  },
};

/** A plan lists no more volumes for one claim. */
const MOST_LISTED = 500;

/** Explains the claims of one plan. */
export class CandidateLists {
  private readonly cluster: ClusterIndex;
  private readonly planned: ReadonlyMap<string, VolumePlan>;

  constructor(plan: StoragePlan) {
    this.cluster = new ClusterIndex(plan._inventory);
    this.planned = new Map(plan.volumes.map((volume) => [volume.name, volume]));
  }

  /** @param most How many volumes to list. */
  public of(told: ClaimPlan, most = Infinity): ClaimCandidates {
    const { inventory } = this.cluster;
    const claim = inventory.claims.get(`${told.namespace}/${told.name}`)!;
    const named = inventory.volumesByName.get(claim.volumeName);
    const isDelayed = this.cluster.isDelayBindingClaim(claim);
    const who = claim.volumeName ? 'named' : isDelayed ? 'scheduler' : 'controller';
    const nodes = isDelayed ? this.nodesOf(claim) : [];
    const looked = (claim.volumeName ? [named].flatMap((one) => one ?? []) : [...inventory.volumes]).sort((a, b) => compare(claim, who, a, b))
      .map((volume) => this.candidate(told, claim, volume, who, nodes));
    const all = [...looked.filter(({ failed }) => !failed), ...looked.filter(({ failed }) => failed)];
    return { order: SEARCHES[who].order, candidates: all.slice(0, most), more: Math.max(0, all.length - most) };
  }

  private candidate(told: ClaimPlan, claim: Claim, volume: Volume, who: string, nodes: readonly Node[]): CandidateVolume {
    const isReserved = isVolumeBoundToClaim(volume, claim);
    const isRestored = claim.bindCompleted && who === 'named';
    const conditions = isRestored ? [CLAIM_REF, 'available' as const, 'turn' as const] : !isReserved ? SEARCHES[who].conditions
      : who === 'named' ? [CLAIM_REF, 'available' as const, 'turn' as const] : RESERVED;
    const passed: string[] = [];
    for (const condition of conditions) {
      const failed = typeof condition === 'string' ? this.claimed(told, volume, condition) : this.failed(claim, volume, condition, nodes);
      if (failed) return { volume: volume.name, accessModes: volume.modes, passed, failed };
      if (condition !== 'turn') passed.push(typeof condition === 'string' ? condition : condition.name);
    }
    return { volume: volume.name, accessModes: volume.modes, passed, failed: null };
  }

  private failed(claim: Claim, volume: Volume, predicate: VolumePredicate, nodes: readonly Node[]): FailedCondition | undefined {
    const { name, field, holds, wanted, found } = predicate;
    const later = name === 'storageClass' ? this.cluster.retroactiveDefaultClass(claim) : undefined;
    const asked = later !== undefined && volume.className === later ? { ...claim, className: later } : claim;
    const isMet = name === 'nodeAffinity' ? nodes.some((node) => holds(asked, volume, node)) : holds(asked, volume);
    if (isMet) return undefined;
    const places = nodes.map((node) => node.name || 'any node').join(', ') || 'none';
    return {
      condition: name,
      field: field ? `spec.${field}` : null,
      wanted: name === 'nodeAffinity' ? `reachable from a node that its pods may have: ${places}` : wanted(asked),
      found: found(volume),
    };
  }

  /** Whether another claim has the volume, or order leaves it to one. */
  private claimed(told: ClaimPlan, { name }: Volume, condition: 'available' | 'turn'): FailedCondition | undefined {
    const { phase, phases, claim } = this.planned.get(name)!;
    if (told.volumes.includes(name) || told.volumes.length >= MOST_LISTED) return undefined;
    const failed = (found: string) => ({
      condition,
      field: null,
      wanted: condition === 'turn' ? 'its turn comes' : 'bound to no '
      + 'other claim',
      found,
    });
    if (condition === 'turn') return failed('this claim gets another volume, or none, in every order');
    const isFree = phases.includes('Available' as any);
    return isFree ? undefined : failed(claim ? `bound to ${claim}` : phase === 'Bound' || !phase ? 'bound to another claim' : `phase ${phase}`);
  }

  /** The nodes that pods of the claim may have; all where no pod uses it. */
  private nodesOf(claim: Claim): readonly Node[] {
    const pods = this.cluster.podsUsing(claim);
    return this.cluster.nodes.filter((node) => !pods.length || pods.some((pod) => nodeRejection(pod, node) === undefined));
  }
}

/** The order in which volumes are looked at. */
function compare(claim: Claim, who: string, a: Volume, b: Volume): number {
  const rank = (volume: Volume) => [
    Number(!(who === 'controller' ? ACCESS_MODES : STORAGE_CLASS).holds(claim, volume)),
    who === 'controller' ? volume.modes.length : 0,
    Number(!isVolumeBoundToClaim(volume, claim)),
  ];
  const [one, other] = [rank(a), rank(b)];
  const at = one.findIndex((value, i) => value !== other[i]);
  if (at >= 0) return one[at] - other[at];
  return a.capacity < b.capacity ? -1 : a.capacity > b.capacity ? 1 : 0;
}
