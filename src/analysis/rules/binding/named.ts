import { ClaimSource } from '../../model/claim-sources';
import { Claim, Volume } from '../../model/model';
import type { View } from '../../model/view';

/** The claims whose volumeName names a volume of the input. */
export function* named(view: View): Iterable<{ claim: Claim; source: ClaimSource; volume: Volume }> {
  for (const source of view.claims) {
    for (const claim of view.made(source)) {
      const volume = claim.volumeName ? view.inventory.volumesByName.get(claim.volumeName) : undefined;
      if (volume) yield { claim, source, volume };
    }
  }
}
