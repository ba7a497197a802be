/*
 * Cuts a cluster into contests: claims and pods of different contests cannot influence one another.
 */
import { Shelf } from './candidates';
import { Facts } from './facts';
import { Claim, Pod, PodTerm, Volume } from '../model/model';
import { matches } from '../model/selectors';

/** Claims, volumes and pods whose fates hang together. */
export interface Group {
  readonly claims: Claim[];
  readonly volumes: Volume[];
  /** Pods that have to be scheduled to know what the claims get. */
  readonly pods: Pod[];
}

export interface Partition {
  readonly groups: readonly Group[];
  /** Pods that influence nothing: their claims tell what becomes of them. */
  readonly bystanders: readonly Pod[];
}

export function partition(facts: Facts): Partition {
  const claims = [...facts.inventory.claims.values()];
  const { volumes } = facts.inventory;
  const pods = [...facts.inventory.pods.values()];
  const volumeAt = new Map(volumes.map((volume, i) => [volume, claims.length + i]));
  const claimAt = new Map(claims.map((claim, i) => [claim.key, i]));
  const podAt = new Map(pods.map((pod, i) => [pod, claims.length + volumes.length + i]));
  const sets = new Sets(claims.length + volumes.length + pods.length);

  const unitedFrom = new Map<Shelf, number>();
  claims.forEach((claim, i) => {
    for (const volume of facts.reservedFor(claim)) sets.unite(i, volumeAt.get(volume)!);
    const named = facts.inventory.volumesByName.get(claim.volumeName);
    if (named) sets.unite(i, volumeAt.get(named)!);
    for (const { shelf, start } of facts.freeFor(claim)) {
      const last = shelf.volumes.length - 1;
      const until = unitedFrom.get(shelf) ?? last;
      for (let k = start; k < until; k++) sets.unite(volumeAt.get(shelf.volumes[k])!, volumeAt.get(shelf.volumes[last])!);
      unitedFrom.set(shelf, Math.min(until, start));
      sets.unite(i, volumeAt.get(shelf.volumes[last])!);
    }
  });

  const scheduled = participants(facts, pods, (a, b) => sets.unite(podAt.get(a)!, podAt.get(b)!));
  for (const pod of scheduled) {
    for (const { claimName } of pod.uses) {
      const claim = claimAt.get(`${pod.namespace}/${claimName}`);
      if (claim !== undefined) sets.unite(podAt.get(pod)!, claim);
    }
  }

  const groups = new Map<number, Group>();
  const groupOf = (element: number): Group => {
    const root = sets.find(element);
    let group = groups.get(root);
    if (!group) groups.set(root, group = { claims: [], volumes: [], pods: [] });
    return group;
  };
  claims.forEach((claim, i) => groupOf(i).claims.push(claim));
  for (const pod of scheduled) groupOf(podAt.get(pod)!).pods.push(pod);
  for (const [volume, i] of volumeAt) groups.get(sets.find(i))?.volumes.push(volume);
  return { groups: [...groups.values()], bystanders: pods.filter((pod) => !scheduled.has(pod)) };
}

/** The pods whose scheduling matters to others or to claims, after uniting those that matter to each other. */
function participants(facts: Facts, pods: readonly Pod[], unite: (a: Pod, b: Pod) => void): Set<Pod> {
  const result = new Set<Pod>();
  const together = (...some: Pod[]) => some.forEach((pod) => {
    result.add(pod);
    unite(some[0], pod);
  });
  for (const pod of pods) {
    const before = pod.after === undefined ? undefined : facts.inventory.pods.get(pod.after);
    if (before) together(before, pod);
    if (pod.nodeName === '' && pod.uses.some(({ claimName }) => waits(facts, pod, claimName))) together(pod);
  }
  for (const [key, users] of facts.users) {
    const claim = facts.inventory.claims.get(key);
    if (users.length > 1 && claim?.modes.includes('ReadWriteOncePod')) together(...users);
  }
  for (const { holders, term } of terms(pods)) {
    const matched = pods.filter((pod) => concerns(term, pod));
    if (matched.length) together(...new Set([...holders, ...matched]));
  }
  return result;
}

function waits(facts: Facts, pod: Pod, claimName: string): boolean {
  const claim = facts.inventory.claims.get(`${pod.namespace}/${claimName}`);
  if (!claim) return false;
  const later = facts.laterClass(claim);
  return facts.isScheduled(claim) || (later !== undefined && facts.delays(later));
}

/** The distinct affinity terms and the pods that have them. */
function terms(pods: readonly Pod[]): Array<{ holders: Pod[]; term: PodTerm }> {
  const found = new Map<string, { holders: Pod[]; term: PodTerm }>();
  for (const pod of pods) {
    for (const term of [...pod.affinity, ...pod.antiAffinity]) {
      const key = JSON.stringify(term);
      const known = found.get(key);
      if (known) known.holders.push(pod);
      else found.set(key, { holders: [pod], term });
    }
  }
  return [...found.values()];
}

/** Whether a pod is one of those that a term speaks about. */
export function concerns(term: PodTerm, pod: Pod): boolean {
  return term.selector !== undefined && term.namespaces.includes(pod.namespace) && matches(term.selector, pod.labels);
}

class Sets {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  public find(element: number): number {
    let root = element;
    while (this.parent[root] !== root) root = this.parent[root];
    for (let at = element; this.parent[at] !== root;) {
      const next = this.parent[at];
      this.parent[at] = root;
      at = next;
    }
    return root;
  }

  public unite(a: number, b: number): void {
    this.parent[this.find(a)] = this.find(b);
  }
}
