/*
 * Simulates the binding of a whole inventory, component by component: exactly where the orders of arrival can be searched, by an upper
 * bound where there are too many.
 */
import { ArrivalStages } from './arrival-stages';
import { BindingResults } from './binding-results';
import { buildProblem } from './build-problem';
import { ClusterIndex } from './cluster-index';
import { Component, findComponents } from './components';
import { FinalStates } from './final-states';
import { solveFirstFit } from './first-fit';
import { podWithNodeName, scheduleIndependentPod } from './independent-pods';
import { refuseProvisioning } from './refused-provisioning';
import { StateSpace, WorkBudget } from './state-space';
import { CLAIM_GOES, noMatchingVolume, unboundWithoutScheduling } from './unbound-claim';
import { solveUpperBound } from './upper-bound';
import { Inventory } from '../model/inventory';
import { Arrival } from '../options';

/** What becomes of every claim, volume and pod of a cluster. */
export interface Simulation {
  readonly cluster: ClusterIndex;
  readonly results: BindingResults;
}

export function simulateBinding(inventory: Inventory): Simulation {
  const cluster = new ClusterIndex(inventory);
  const results: BindingResults = { claims: new Map(), volumes: new Map(), pods: new Map() };
  const { components, independentPods } = findComponents(cluster);
  for (const claim of inventory.claims.values()) {
    if (claim.goes) results.claims.set(claim.key, { claim, volumes: [], more: 0, unbound: [CLAIM_GOES] });
  }
  const solver = new Solver(cluster, results);
  for (const component of components) solver.solve(component);
  if (inventory.world.arrival === Arrival.ANY) addEarlyProvisioning(cluster, results);
  for (const pod of independentPods) scheduleIndependentPod(cluster, pod, results);
  for (const { pods } of components) {
    for (const pod of pods) if (pod.nodeName !== '') results.pods.set(pod.key, podWithNodeName(cluster, pod, results));
  }
  refuseProvisioning(cluster, results);
  return { cluster, results };
}

/** Work for one component and for a whole plan; the unit is one number written to a state. Together they limit a plan to seconds. */
const WORK_PER_COMPONENT = 4_000_000;
const WORK_PER_PLAN = 16_000_000;
/** Larger components are not searched. */
const MAX_CLAIMS = 2_000;
const MAX_PAIRS = 2_000_000;
const MAX_NODES = 20_000;

/** Solves each component by the cheapest method that is exact for it, else by an upper bound. */
class Solver {
  private readonly stages: ArrivalStages;
  private readonly budget = new WorkBudget(WORK_PER_PLAN);

  constructor(private readonly cluster: ClusterIndex, private readonly results: BindingResults) {
    this.stages = new ArrivalStages(cluster);
  }

  public solve(component: Component): void {
    if (this.solveSingleClaim(component)) return;
    const hasLateVolumes = this.stages.hasLateVolumes(component);
    if (!hasLateVolumes && solveFirstFit(this.cluster, component, (claim) => this.stages.ofClaim(claim), this.results)) return;
    if (!this.solveBySearch(component, hasLateVolumes)) solveUpperBound(this.cluster, component, this.results);
  }

  /** A claim that no volume and no pod influences. */
  private solveSingleClaim({ claims: [claim, ...others], volumes, pods }: Component): boolean {
    if (!claim || others.length || volumes.length || pods.length) return false;
    this.results.claims.set(claim.key, { claim, volumes: [], more: 0, unbound: [unboundWithoutScheduling(this.cluster, claim)] });
    return true;
  }

  private solveBySearch(component: Component, hasLateVolumes: boolean): boolean {
    const { cluster } = this;
    const size = component.claims.length + component.pods.length;
    if (size > MAX_CLAIMS || cluster.nodes.length > MAX_NODES || size * (component.volumes.length + component.pods.length) > MAX_PAIRS) return false;
    const problem = buildProblem(cluster, component);
    const space = new StateSpace(problem, cluster.inventory.world.arrival === Arrival.ANY);
    const stages = this.stages.of(component, problem);
    const limit = this.budget.share(WORK_PER_COMPONENT);
    const late = hasLateVolumes ? space.searchWithLateVolumes(stages, limit) : [];
    const inPlace = hasLateVolumes && cluster.inventory.world.arrival === Arrival.ONE_BY_ONE;
    const final = late && (inPlace ? [] : space.search(stages, limit));
    this.budget.spend(space.spent);
    if (!final) return false;
    new FinalStates(problem, space, [...final, ...late]).addTo(this.results);
    return true;
  }
}

/** A claim that the controller syncs before its volumes exist is handed to the provisioner of its class at once. */
function addEarlyProvisioning(cluster: ClusterIndex, results: BindingResults): void {
  for (const [key, result] of results.claims) {
    const { claim, volumes, unbound } = result;
    const isImmediate = claim.className !== '' && !cluster.isDelayBindingMode(claim.className);
    if (!volumes.length || claim.volumeName !== '' || claim.bindCompleted || !isImmediate) continue;
    const reason = noMatchingVolume(cluster, claim, claim.className);
    if (reason.outcome !== 'provisioning' || unbound.some(({ outcome }) => outcome === 'provisioning')) continue;
    results.claims.set(key, { ...result, unbound: [...unbound, reason] });
    for (const volume of volumes) results.volumes.set(volume.name, { volume, bound: 'maybe' });
    for (const { key: podKey } of cluster.podsUsing(claim)) {
      const pod = results.pods.get(podKey);
      if (pod?.mayRun) results.pods.set(podKey, { ...pod, mayWait: true });
    }
  }
}
