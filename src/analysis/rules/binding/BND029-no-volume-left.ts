import { checkNodeAffinity } from '../../binding/node-predicates';
import { VolumeBucket, VolumeIndex } from '../../binding/volume-index';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Claim } from '../../model/model';
import type { View } from '../../model/view';
import { rule } from '../rule';
import { unserved } from '../shared/near-miss';

export const BND029 = rule('BND029', function* (view) {
  const offered = new Set(view.inventory.volumes.map(({ className }) => className));
  const stranded = strandedIn(view);
  for (const { claim, planned } of unserved(view)) {
    const { nearest, outcome } = planned;
    const hasVolumes = offered.has(view.className(claim));
    if (claim.kind === 'template' || (nearest && TOLD.includes(nearest.predicate))) continue;
    if (outcome !== 'pending' && (outcome !== 'waiting' || (hasVolumes && !view.made(claim).some(stranded)))) continue;
    if (view.className(claim) && !view.classOf(claim) && !hasVolumes) continue; // CLS001
    const close = nearest ? `: "${nearest.volume}" matches, but `
      + `${nearest.predicate === 'nodeAffinity' ? 'no node allowed for the pod reaches it' : 'is not free'}` : '';
    yield { on: claim.item, path: specPath(claim), message: `no volume in the input can serve ${claimTitle(claim)}${close}.` };
  }
});

/** Predicates of the nearest volume that other rules report. */
const TOLD = ['capacity', 'storageClass', 'accessModes', 'volumeMode', 'selector', 'volumeAttributesClass'];

/** Whether volumes match a claim, but no node of the input reaches any of them. */
function strandedIn({ inventory }: View): (claim: Claim) => boolean {
  const candidates = new VolumeIndex(inventory.volumes);
  const largest = new Map<VolumeBucket, number>();
  const lastReached = (bucket: VolumeBucket) => {
    const known = largest.get(bucket)
      ?? bucket.volumes.map((volume) => inventory.nodes.some((node) => checkNodeAffinity(volume, node))).lastIndexOf(true);
    largest.set(bucket, known);
    return known;
  };
  return (claim) => {
    const fitting = inventory.nodes.length ? candidates.findByClaim(claim) : [];
    return fitting.length > 0 && fitting.every(({ bucket, start }) => lastReached(bucket) < start);
  };
}
