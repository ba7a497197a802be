import { Claim, Volume } from '../../inventory/model';
import { ClaimSource } from '../view/claims';
import type { View } from '../view/view';

/** The claims that name a volume of the input. */
export function* named(view: View): Iterable<{ claim: Claim; source: ClaimSource; volume: Volume }> {
  for (const source of view.claims) {
    for (const claim of view.made(source)) {
      const volume = claim.volumeName ? view.inventory.volumesByName.get(claim.volumeName) : undefined;
      if (volume) yield { claim, source, volume };
    }
  }
}

/** For each volume the keys of the claims that may get it, where that is open. */
export function claimantsOf(view: View): Map<string, Set<string>> {
  const claimants = new Map<string, Set<string>>();
  for (const { namespace, name, outcome, volumes, volume } of view.plan.claims) {
    for (const candidate of outcome === 'oneOf' ? volumes : [volume]) {
      if (candidate === null) continue;
      const known = claimants.get(candidate) ?? new Set<string>();
      claimants.set(candidate, known.add(`${namespace}/${name}`));
    }
  }
  return claimants;
}
