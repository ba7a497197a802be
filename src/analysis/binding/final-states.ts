/*
 * The final states of a component as results: over all of them, what each claim, volume and pod may get.
 */
import { BindingResults, listedVolumes, PodResult, UnboundReason } from './binding-results';
import { BindingProblem } from './problem';
import { candidatesOf } from './pv-controller';
import { State } from './state';
import { BINDING_NEVER_COMPLETES, isPlaced, isRunning, LOST, NO_NODE, NOT_CREATED, nodeOfPod } from './state-encoding';
import { StateSpace } from './state-space';
import { claimLost, emitEventForUnboundDelayBindingClaim, noMatchingVolume, requestedVolumeUnavailable } from './unbound-claim';

/** What the scheduler reports once PreBind has waited too long. */
const BINDING_TIMEOUT = 'binding volumes: context deadline exceeded';

export class FinalStates {
  constructor(private readonly problem: BindingProblem, private readonly space: StateSpace, private readonly states: readonly State[]) {}

  public addTo(results: BindingResults): void {
    this.addClaims(results);
    this.addVolumes(results);
    this.problem.pods.forEach(({ pod }, p) => results.pods.set(pod.key, this.podResult(p)));
  }

  private addClaims(results: BindingResults): void {
    const { claims, volumeGroups } = this.problem;
    claims.forEach(({ claim }, c) => {
      const groups = new Set<number>();
      const unbound = new Map<string, UnboundReason>();
      for (const state of this.statesWithClaim(c)) {
        if (state[c] >= 0) {
          groups.add(state[c]);
          continue;
        }
        const reason = this.unboundReason(state, c);
        unbound.set(`${reason.outcome} ${reason.message}`, reason);
      }
      const volumes = [...groups].flatMap((group) => volumeGroups[group].volumes);
      results.claims.set(claim.key, { claim, ...listedVolumes(volumes), unbound: [...unbound.values()] });
    });
  }

  private addVolumes(results: BindingResults): void {
    const available = this.states.map((state) => this.space.layout.availableVolumes(state));
    this.problem.volumeGroups.forEach(({ volumes }, group) => {
      const least = available.reduce((a, counts) => Math.min(a, counts[group]), Infinity);
      const most = available.reduce((a, counts) => Math.max(a, counts[group]), 0);
      const bound = most === 0 ? 'always' : least === volumes.length ? 'never' : 'maybe';
      for (const volume of volumes) results.volumes.set(volume.name, { volume, bound });
    });
  }

  private podResult(p: number): PodResult {
    const { space } = this;
    const created = this.states.filter((state) => this.podValue(state, p) !== NOT_CREATED);
    const states = created.length ? created : this.states;
    const values = states.map((state) => this.podValue(state, p));
    const unscheduled = states.find((state) => !isPlaced(this.podValue(state, p)));
    const isCreated = unscheduled === undefined || space.podExists(unscheduled, p);
    const later = new Set<number>();
    let mayFail = false;
    for (const state of states.filter((one) => !isPlaced(this.podValue(one, p)))) {
      const nodesOfState = space.podExists(state, p) ? space.nodesOnceProvisioned(state, p) : [];
      for (const node of nodesOfState) later.add(node);
      mayFail ||= !nodesOfState.length;
    }
    const nodes = new Set(values.filter((value) => isPlaced(value) && nodeOfPod(value) >= 0).map(nodeOfPod));
    if (values.some((value) => isPlaced(value) && nodeOfPod(value) < 0)) for (const node of space.possibleNodes(p)) nodes.add(node);
    if (!nodes.size) for (const node of later) nodes.add(node);
    const waitsSometimes = values.some(isRunning) && !values.every(isRunning);
    return {
      pod: this.problem.pods[p].pod,
      nodes,
      mayRun: values.some(isRunning),
      mayWait: later.size > 0 || values.some((value) => isPlaced(value) && !isRunning(value)),
      mayFail,
      notCreated: !isCreated,
      refusal: unscheduled ? this.schedulingMessage(unscheduled, p)
        : waitsSometimes ? 'may have to wait until its volumes are provisioned' : undefined,
    };
  }

  /** Why a pod is not scheduled in a state. */
  private schedulingMessage(state: State, p: number): string {
    const { pod, predecessor } = this.problem.pods[p];
    if (!this.space.podExists(state, p)) return createdAfter(this.problem.pods[predecessor]?.pod.name);
    if (pod.gated) return 'Scheduling is blocked due to non-empty scheduling gates';
    if (this.podValue(state, p) === BINDING_NEVER_COMPLETES) return BINDING_TIMEOUT;
    const { placements, message } = this.space.schedulePod(state, p);
    return placements.length ? BINDING_TIMEOUT : message;
  }

  /** Why a claim has no volume in a state. */
  private unboundReason(state: State, c: number): UnboundReason {
    const { problem, space } = this;
    const { cluster } = problem;
    const problemClaim = problem.claims[c];
    const { claim } = problemClaim;
    if (state[c] === LOST) return claimLost(cluster, claim);
    if (!space.claimExists(state, c)) {
      const before = problem.pods[problem.pods[problemClaim.createdWithPod]?.predecessor]?.pod.name;
      return { outcome: 'waiting', dependsOnCluster: false, message: createdAfter(before) };
    }
    if (problemClaim.requestedGroup !== undefined) return requestedVolumeUnavailable(cluster, claim);
    const { className, delayBinding } = candidatesOf(problemClaim, state[c]);
    const selected = state[space.layout.selectedNodeAt(c)];
    if (!delayBinding) return noMatchingVolume(cluster, claim, className);
    if (selected !== NO_NODE) {
      // Where any node may have been selected, the pod tells whether the provisioner refused that one.
      const isStuck = problemClaim.pods.some((p) => this.podValue(state, p) === BINDING_NEVER_COMPLETES);
      const refused = isStuck ? candidatesOf(problemClaim, state[c]).provisioning.indexOf('refused') : -1;
      return noMatchingVolume(cluster, claim, className, problem.nodes[selected >= 0 ? selected : refused]);
    }
    const isWaiting = (p: number) => problem.pods[p].pod.nodeName === '' && space.podExists(state, p) && !isRunning(this.podValue(state, p));
    const waiting = problemClaim.pods.filter(isWaiting);
    return emitEventForUnboundDelayBindingClaim(cluster, className, waiting.map((p) => problem.pods[p].pod.name));
  }

  /** The states to tell about a claim: those where the optional pod has been created that comes with it, if there are any. */
  private statesWithClaim(c: number): readonly State[] {
    const creator = this.problem.claims[c].createdWithPod;
    const created = creator < 0 ? [] : this.states.filter((state) => this.podValue(state, creator) !== NOT_CREATED);
    return created.length ? created : this.states;
  }

  private podValue(state: State, p: number): number {
    return state[this.space.layout.podAt(p)];
  }
}

function createdAfter(podName: string | undefined): string {
  return podName === undefined ? 'not created' : `created after pod ${podName} is Ready`;
}
