/*
 * Required affinity and anti-affinity between pods.
 * Mirrors pkg/scheduler/framework/plugins/interpodaffinity/filtering.go.
 */
import { BindingProblem } from './problem';
import { State, StateLayout } from './state';
import { isPlaced, nodeOfPod } from './state-encoding';
import { own } from '../../core/fields';
import { matches } from '../../kubernetes/selectors';
import { Pod, PodTerm } from '../model/admitted';

const REASON_AFFINITY = "node(s) didn't match pod affinity rules";
const REASON_ANTI_AFFINITY = "node(s) didn't match pod anti-affinity rules";
const REASON_EXISTING_ANTI_AFFINITY = "node(s) didn't satisfy existing pods anti-affinity rules";

/** Whether an affinity term selects a pod. */
export function termMatchesPod(term: PodTerm, pod: Pod): boolean {
  return term.selector !== undefined && term.namespaces.includes(pod.namespace) && matches(term.selector, pod.labels);
}

/** Why other pods keep a pod off a node; undefined if they do not. */
export function filterInterPodAffinity(problem: BindingProblem, layout: StateLayout, state: State, p: number, node: number): string | undefined {
  const { pod, hasPodAffinity } = problem.pods[p];
  if (!hasPodAffinity) return undefined;
  const domain = new TopologyDomain(problem, layout, state, p, node);
  if (!domain.satisfiesPodAffinity(pod)) return REASON_AFFINITY;
  if (!domain.satisfiesPodAntiAffinity(pod)) return REASON_ANTI_AFFINITY;
  return domain.satisfiesExistingPodsAntiAffinity(pod) ? undefined : REASON_EXISTING_ANTI_AFFINITY;
}

/** A node, and the pods that are placed in a state. An assumed node may be as many nodes as it takes, in any topology domain. */
class TopologyDomain {
  private readonly placed: readonly number[];

  constructor(private readonly problem: BindingProblem, private readonly layout: StateLayout, private readonly state: State, p: number,
    private readonly node: number) {
    this.placed = problem.pods.map((_, i) => i).filter((i) => i !== p && isPlaced(state[layout.podAt(i)]));
  }

  /** A term that selects the pod itself is met by the first pod of its kind. */
  public satisfiesPodAffinity(pod: Pod): boolean {
    const isFirst = (term: PodTerm) => termMatchesPod(term, pod) && !this.placed.some((i) => termMatchesPod(term, this.problem.pods[i].pod));
    return pod.affinity.every((term) => this.isOpen(term)
      || (this.label(term, this.node) !== undefined && (this.hasMatchingPod(term) || isFirst(term))));
  }

  public satisfiesPodAntiAffinity(pod: Pod): boolean {
    return !pod.antiAffinity.some((term) => this.hasMatchingPod(term));
  }

  public satisfiesExistingPodsAntiAffinity(pod: Pod): boolean {
    return !this.placed.some((i) => this.problem.pods[i].pod.antiAffinity.some((term) => termMatchesPod(term, pod) && this.isInDomain(term, i)));
  }

  private hasMatchingPod(term: PodTerm): boolean {
    return this.placed.some((i) => termMatchesPod(term, this.problem.pods[i].pod) && this.isInDomain(term, i));
  }

  /** Whether a placed pod is in the topology domain of the node. */
  private isInDomain(term: PodTerm, p: number): boolean {
    if (this.isOpen(term)) return false;
    const at = nodeOfPod(this.state[this.layout.podAt(p)]);
    const label = this.label(term, this.node);
    return at >= 0 && label !== undefined && this.label(term, at) === label;
  }

  private isOpen(term: PodTerm): boolean {
    return this.problem.nodes[this.node].assumed && !this.label(term, this.node);
  }

  private label({ topologyKey }: PodTerm, node: number): string | undefined {
    return own(this.problem.nodes[node].labels, topologyKey);
  }
}
