/*
 * The persistent volume controller: what syncing one claim can lead to.
 * Source: pkg/controller/volume/persistentvolume/pv_controller.go (syncUnboundClaim, syncBoundClaim), index.go.
 */
import { Choice, Contender, Contest, Tier } from './contest';
import { DEFAULTED, LOST, State } from './state';

/**
 * The values that a claim may get when the controller looks at it; empty if it stays as it is.
 *
 * @param anyVolume Only some volumes may be there yet, so that the claim may miss better ones.
 */
export function sync(contest: Contest, state: State, left: readonly number[], i: number, anyVolume: boolean): number[] {
  const contender = contest.claims[i];
  if (contender.claim.bindCompleted) return syncBound(contender, left, anyVolume);
  if (contender.named !== undefined) {
    const free = contender.named >= 0 && contender.namedFits && left[contender.named] > 0;
    return free ? [contender.named] : [];
  }
  if (state[i] === DEFAULTED) return find(contest, contender.later!, left, anyVolume);
  const found = find(contest, contender.choice, left, anyVolume);
  if (!contender.later) return found;
  return found.length && !anyVolume ? found : [...found, DEFAULTED];
}

/** A claim that says that it was bound before. */
function syncBound({ named, restored }: Contender, left: readonly number[], anyVolume: boolean): number[] {
  const bound = named !== undefined && restored !== 'lost' && left[named] > 0;
  return bound ? anyVolume ? [named, LOST] : [named] : [LOST];
}

function find(contest: Contest, choice: Choice, left: readonly number[], anyVolume: boolean): number[] {
  const found = new Set<number>();
  for (const tier of choice.tiers) {
    for (const kind of best(contest, tier, left, anyVolume)) found.add(kind);
    if (found.size && !anyVolume) break;
  }
  return [...found];
}

/** What each shelf of a tier offers first: a reserved volume, else the smallest free ones. */
function best(contest: Contest, { shelves }: Tier, left: readonly number[], anyVolume: boolean): number[] {
  return shelves.flatMap(({ reserved, free }) => {
    const own = reserved.filter((kind) => left[kind] > 0);
    if (anyVolume) return [...own, ...free.filter((kind) => left[kind] > 0)];
    return own.length ? own : smallest(contest, free, left);
  });
}

/** The smallest kinds that are left, of a list that is sorted by size: several if they are equally large. */
export function smallest(contest: Contest, free: readonly number[], left: readonly number[], fits: (kind: number) => boolean = () => true): number[] {
  const found: number[] = [];
  for (const kind of free) {
    if (found.length && contest.kinds[kind].sample.capacity > contest.kinds[found[0]].sample.capacity) break;
    if (left[kind] > 0 && fits(kind)) found.push(kind);
  }
  return found;
}

/** The class by which an unbound claim goes. */
export function choiceOf({ choice, later }: Contender, value: number): Choice {
  return value === DEFAULTED && later ? later : choice;
}

