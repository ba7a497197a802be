import { usesScratchSpace } from '../../../drivers/cdi';
import { secondVolume } from '../../../drivers/judgements/data-volume';
import { checkNodeAffinity } from '../../binding/node-predicates';
import { VolumeIndex } from '../../binding/volume-index';
import { Claim, Volume } from '../../model/admitted';
import { specPath } from '../../model/claim-sources';
import { scratchName } from '../../model/data-volumes';
import type { View } from '../../model/view';
import { on, rule } from '../rule';
import { isStaticClass } from '../shared/near-miss';

export const CDI002 = rule('CDI002', function* (view) {
  const index = new VolumeIndex(view.inventory.volumes);
  const fitting = (claim: Claim) => index.findByClaim(claim).flatMap(({ bucket, start }) => bucket.volumes.slice(start));
  for (const source of view.claims) {
    if (source.kind !== 'dataVolume' || !source.dataVolume || !usesScratchSpace(source.dataVolume)) continue;
    const claim = view.inventory.claims.get(`${source.namespace}/${source.name}`);
    const scratch = view.inventory.claims.get(`${source.namespace}/${scratchName(source.name)}`);
    if (!claim || !scratch || !isStaticClass(view, scratch.className)) continue;
    const [own, second] = [claim.volumeName ? namedVolume(view, claim) : fitting(claim), fitting(scratch)];
    const provisioned = !isStaticClass(view, claim.className);
    if (!provisioned && !own.length) continue; // BND029
    if (provisioned ? second.length : own.some((volume) => second.some((other) => other !== volume && canShareNode(view, volume, other)))) continue;
    const apart = !provisioned && second.some((other) => own.some((volume) => volume !== other));
    yield* on(source.item, secondVolume(scratch.className, specPath(source, 'storageClassName'),
      apart ? 'no two matching volumes are on one node' : 'no other volume in the input matches'));
  }
});

function namedVolume({ inventory }: View, { volumeName }: Claim): Volume[] {
  const volume = inventory.volumesByName.get(volumeName);
  return volume ? [volume] : [];
}

/** Whether some node reaches both volumes. Without nodes in the input, volumes of the same affinity count as together. */
function canShareNode({ inventory: { nodes } }: View, a: Volume, b: Volume): boolean {
  if (!a.nodeAffinity || !b.nodeAffinity) return true;
  return nodes.length ? nodes.some((node) => checkNodeAffinity(a, node) && checkNodeAffinity(b, node))
    : JSON.stringify(a.nodeAffinity) === JSON.stringify(b.nodeAffinity);
}
