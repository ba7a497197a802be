/*
 * The persistent volume controller: what syncing one claim can lead to.
 * Mirrors pkg/controller/volume/persistentvolume/pv_controller.go and index.go.
 */
import { AccessModeList, BindingProblem, ClassCandidates, ProblemClaim } from './problem';
import { State } from './state';
import { LOST, UNBOUND_DEFAULTED } from './state-encoding';

/**
 * The values that a claim may get in the state when the controller looks at it; empty if it stays as it is.
 *
 * @param available How many volumes of each group are available.
 * @param volumesMayBeLate Not all volumes may have been created yet, so the claim may miss better ones.
 */
export function syncClaim(problem: BindingProblem, state: State, available: readonly number[], c: number, volumesMayBeLate: boolean): number[] {
  const claim = problem.claims[c];
  return claim.claim.bindCompleted ? syncBoundClaim(claim, available, volumesMayBeLate)
    : syncUnboundClaim(problem, claim, state[c], available, volumesMayBeLate);
}

/** A claim without the annotation pv.kubernetes.io/bind-completed. */
function syncUnboundClaim(problem: BindingProblem, claim: ProblemClaim, value: number, available: readonly number[],
  volumesMayBeLate: boolean): number[] {
  const { requestedGroup, requestedFits, candidates, defaultedCandidates } = claim;
  if (requestedGroup !== undefined) return requestedGroup >= 0 && requestedFits && available[requestedGroup] > 0 ? [requestedGroup] : [];
  if (value === UNBOUND_DEFAULTED) return findBestMatchForClaim(problem, defaultedCandidates!, available, volumesMayBeLate);
  const found = findBestMatchForClaim(problem, candidates, available, volumesMayBeLate);
  if (!defaultedCandidates) return found;
  return found.length && !volumesMayBeLate ? found : [...found, UNBOUND_DEFAULTED];
}

/** A claim with that annotation. */
function syncBoundClaim({ requestedGroup, rebinds }: ProblemClaim, available: readonly number[], volumesMayBeLate: boolean): number[] {
  const isBound = requestedGroup !== undefined && rebinds && available[requestedGroup] > 0;
  if (!isBound) return [LOST];
  return volumesMayBeLate ? [requestedGroup, LOST] : [requestedGroup];
}

/** Volumes with the fewest access modes come first, whatever their size. */
function findBestMatchForClaim(problem: BindingProblem, { tiers }: ClassCandidates, available: readonly number[],
  volumesMayBeLate: boolean): number[] {
  const found = new Set<number>();
  for (const { lists } of tiers) {
    for (const list of lists) for (const group of findMatchingVolume(problem, list, available, volumesMayBeLate)) found.add(group);
    if (found.size && !volumesMayBeLate) break;
  }
  return [...found];
}

/** Of volumes with the same access modes: a pre-bound one, else one of the smallest. */
function findMatchingVolume(problem: BindingProblem, { preBound, unclaimed }: AccessModeList, available: readonly number[],
  volumesMayBeLate: boolean): number[] {
  const isAvailable = (group: number) => available[group] > 0;
  const reserved = preBound.filter(isAvailable);
  if (volumesMayBeLate) return [...reserved, ...unclaimed.filter(isAvailable)];
  return reserved.length ? reserved : smallestVolumes(problem, unclaimed, available);
}

/** The first groups with available volumes, of a list that is sorted by size: several if they are equally large. */
export function smallestVolumes(problem: BindingProblem, bySize: readonly number[], available: readonly number[],
  fits: (group: number) => boolean = () => true): number[] {
  const capacity = (group: number) => problem.volumeGroups[group].sample.capacity;
  const found: number[] = [];
  for (const group of bySize) {
    if (found.length && capacity(group) > capacity(found[0])) break;
    if (available[group] > 0 && fits(group)) found.push(group);
  }
  return found;
}

/** The candidates of an unbound claim in a state, by the class that it has there. */
export function candidatesOf({ candidates, defaultedCandidates }: ProblemClaim, value: number): ClassCandidates {
  return value === UNBOUND_DEFAULTED && defaultedCandidates ? defaultedCandidates : candidates;
}
