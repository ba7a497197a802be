import { NO_PROVISIONER } from './volumes';
import { VolumeIndex } from '../../binding/volume-index';
import { ClaimSource, claimTitle, specPath } from '../../model/claim-sources';
import type { View } from '../../model/view';
import { ClaimPlan } from '../../plan/results';
import { about, Draft } from '../rule';

/**
 * Claims that only an existing volume can serve but no volume of the input does, with their plan. This includes claims that wait for their pods to be
 * scheduled: the scheduler finds no volume either.
 */
export function* unserved(view: View): Iterable<{ claim: ClaimSource; planned: ClaimPlan }> {
  for (const claim of view.claims) {
    const planned = view.planned(claim).find(({ outcome, event }) => outcome === 'pending' || outcome === 'unknown'
      || event === 'WaitForPodScheduled');
    if (planned && isStatic(view, claim)) yield { claim, planned };
  }
}

/** The unserved claims whose nearest volume fails only one predicate, as drafts about one field of the claim. */
export function* nearMisses(
  view: View, predicate: string, field: string, say: (claim: ClaimSource, volume: string) => string | undefined,
): Iterable<Draft> {
  const candidates = new VolumeIndex(view.inventory.volumes);
  for (const { claim, planned } of unserved(view)) {
    if (planned.nearest?.predicate !== predicate) continue;
    if (planned.outcome !== 'pending' && view.made(claim).some((made) => candidates.findByClaim(made).length)) {
      continue;
    } // other volumes match, but no pod can reach them
    const said = say(claim, planned.nearest.volume);
    if (said) yield about(claim.item, specPath(claim, field), `${claimTitle(claim)} ${said}`);
  }
}

/** Whether the claim is not provisioned dynamically: it has no class, or a class that is only a label, or kubernetes.io/no-provisioner. */
export function isStatic(view: View, claim: ClaimSource): boolean {
  const [made] = view.made(claim);
  if (!made || made.volumeName || made.goes) return false;
  return isStaticClass(view, made.className);
}

/** Whether nothing provisions volumes of a class: there is none, it is only a label, or it has kubernetes.io/no-provisioner. */
export function isStaticClass(view: View, className: string): boolean {
  const storageClass = view.inventory.classes.get(className);
  if (storageClass) return storageClass.provisioner === NO_PROVISIONER;
  if (className === '' || view.closedWorld) return true;
  return !view.inventory.world.knownClasses.has(className) && view.inventory.volumes.some((v) => v.className === className);
}
