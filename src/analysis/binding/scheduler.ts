/*
 * The scheduler, as far as volumes decide: which nodes one pod can get, and what that does to its claims. Mirrors
 * pkg/scheduler/framework/plugins: volumebinding (volume_binding.go), volumezone, volumerestrictions; the pod's own conditions on nodes are
 * in node-predicates.ts, the volume binder in volume-binder.ts.
 */
import { filterInterPodAffinity } from './inter-pod-affinity';
import { BindingProblem } from './problem';
import { State, StateLayout } from './state';
import { ANY_NODE, isPlaced, LOST, NO_NODE, nodeOfPod, UNKNOWN_NODE } from './state-encoding';
import { Placement, VolumeBinder } from './volume-binder';

/** Ways to schedule a pod, or why there is none. */
export interface SchedulingAttempt {
  readonly placements: readonly Placement[];
  readonly message: string;
}

const REASON_DISK_CONFLICT = 'node(s) had no available disk';
const REASON_ZONE_CONFLICT = 'node(s) had no available volume zone';
const REASON_READ_WRITE_ONCE_POD = 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';
const NONE_IGNORED: ReadonlySet<number> = new Set();

export class Scheduler {
  private readonly binder: VolumeBinder;

  /** @param spend Is told of each step of a search, and may throw where there are too many. */
  constructor(private readonly problem: BindingProblem, private readonly layout: StateLayout, volumesMayBeLate: boolean,
    spend: (work: number) => void) {
    this.binder = new VolumeBinder(problem, layout, volumesMayBeLate, spend);
  }

  /** @param claimExists Whether a claim has been created yet. */
  public schedulePod(state: State, available: readonly number[], p: number, claimExists: (claim: number) => boolean): SchedulingAttempt {
    const { nodes } = this.problem;
    if (!nodes.length) return { placements: [], message: 'no nodes available to schedule pods' };
    const rejection = this.preFilter(state, p, claimExists);
    if (rejection !== undefined) return { placements: [], message: `0/${nodes.length} nodes are available: ${rejection}.` };
    const placements: Placement[] = [];
    const reasons = new Map<string, number>();
    nodes.forEach((_, node) => {
      const result = this.filter(state, available, p, node);
      if (typeof result !== 'string') placements.push(...result);
      else for (const reason of result.split('\n')) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    });
    const counted = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort().join(', ');
    return { placements, message: `0/${nodes.length} nodes are available: ${counted}.` };
  }

  /**
   * Ways to schedule a pod once volumes have been provisioned for some of its claims: they are bound to volumes that their selected node reaches, or
   * every node where none is selected.
   */
  public schedulePodOnceProvisioned(provisioned: ReadonlySet<number>, state: State, available: readonly number[], p: number,
    claimExists: (claim: number) => boolean): Placement[] {
    if (this.preFilter(state, p, claimExists, provisioned) !== undefined) return [];
    const isSelected = (c: number, node: number) => [NO_NODE, ANY_NODE, node].includes(state[this.layout.selectedNodeAt(c)]);
    return this.problem.nodes.flatMap((_, node) => {
      const found = [...provisioned].every((c) => isSelected(c, node)) ? this.filter(state, available, p, node, provisioned) : '';
      return typeof found === 'string' ? [] : found;
    });
  }

  private preFilter(state: State, p: number, claimExists: (claim: number) => boolean, provisioned = NONE_IGNORED): string | undefined {
    const { pod, claims } = this.problem.pods[p];
    const isMissing = (k: number) => claims[k] < 0 || !claimExists(claims[k]);
    const missing = pod.uses.find((use, k) => !use.ephemeral && isMissing(k));
    if (missing) return `persistentvolumeclaim "${missing.claimName}" not found`;
    for (const [k, use] of pod.uses.entries()) {
      if (isMissing(k)) return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.claimName}"`;
      const { claim } = this.problem.claims[claims[k]];
      if (state[claims[k]] === LOST) return `persistentvolumeclaim "${claim.name}" bound to non-existent persistentvolume "${claim.volumeName}"`;
      if (claim.deleting) return `persistentvolumeclaim "${claim.name}" is being deleted`;
      if (use.ephemeral && claim.ownedByPod !== pod.name) return `PVC ${claim.key} was not created for pod ${pod.key} (pod is not owner)`;
    }
    return claims.some((c) => !provisioned.has(c) && this.binder.isUnboundImmediate(state, c)) ? 'pod has unbound immediate PersistentVolumeClaims'
      : undefined;
  }

  /** How a pod can go to a node, or why it cannot (a reason a line). */
  private filter(state: State, available: readonly number[], p: number, node: number, ignored = NONE_IGNORED): string | Placement[] {
    const { nodeRejections, claims } = this.problem.pods[p];
    const rejection = nodeRejections[node];
    if (rejection !== undefined) return rejection;
    if (!this.satisfiesVolumeConflicts(state, p, node)) return REASON_DISK_CONFLICT;
    if (claims.some((c, k) => !this.satisfiesReadWriteOncePod(state, p, c, k))) return REASON_READ_WRITE_ONCE_POD;
    const found = this.binder.findPodVolumes(state, available, claims, node, ignored);
    if (typeof found === 'string') return found;
    const bound = this.binder.boundGroups(state, claims);
    if (!bound.every((group) => this.problem.volumeGroups[group].zoneMatches[node])) return REASON_ZONE_CONFLICT;
    return filterInterPodAffinity(this.problem, this.layout, state, p, node) ?? found;
  }

  /** Whether no pod on the node uses a disk of the pod, unless both only read it. */
  private satisfiesVolumeConflicts(state: State, p: number, node: number): boolean {
    const { pods, nodes } = this.problem;
    const { disks } = pods[p].pod;
    if (!disks.length || nodes[node].assumed) return true;
    return !pods.some(({ pod }, other) => other !== p && pod.disks.length > 0 && isPlaced(state[this.layout.podAt(other)])
      && nodeOfPod(state[this.layout.podAt(other)]) === node
      && pod.disks.some((used) => disks.some((disk) => disk.id === used.id && !(disk.readOnly && used.readOnly))));
  }

  /** Whether no other pod uses a ReadWriteOncePod claim. The plugin does not look at ephemeral volumes. */
  private satisfiesReadWriteOncePod(state: State, p: number, c: number, k: number): boolean {
    const claim = this.problem.claims[c];
    if (!claim.readWriteOncePod || this.problem.pods[p].pod.uses[k].ephemeral) return true;
    return !claim.pods.some((other) => {
      const value = state[this.layout.podAt(other)];
      return other !== p && isPlaced(value) && nodeOfPod(value) !== UNKNOWN_NODE;
    });
  }
}
