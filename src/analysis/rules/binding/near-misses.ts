import { fields } from '../../../core/fields';
import { orNone, shown } from '../../../core/words';
import { checkNodeAffinity } from '../../binding/node-predicates';
import { VolumeBucket, VolumeIndex } from '../../binding/volume-index';
import { Claim } from '../../model/admitted';
import { claimTitle, modesOf, requestOf, specPath, volumeModeOf, writtenClass } from '../../model/claim-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { nearMisses, unserved } from '../shared/near-miss';
import { staticConfigs } from '../shared/static-provisioner';

export const BND001 = rule('BND001', (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
  const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
  return `requests ${shown(requestOf(claim))}, but no matching volume is that large; the closest is "${volume}" with ${shown(capacity)}.`;
}));

export const BND002 = rule('BND002', (view) => nearMisses(view, 'storageClass', 'storageClassName', (claim, volume) => {
  if (!view.closedWorld && writtenClass(claim) === undefined) return undefined; // the cluster may have a default class
  const other = view.inventory.volumesByName.get(volume)?.className ?? '';
  return `has ${orNone('class', view.className(claim))}, but the only volume that otherwise matches, "${volume}", has ${orNone('class', other)}.`;
}));

export const BND003 = rule('BND003', (view) => nearMisses(view, 'accessModes', 'accessModes', (claim, volume) => {
  const offered = view.inventory.volumesByName.get(volume)?.modes ?? [];
  const missing = modesOf(claim).filter((mode) => !offered.includes(mode));
  return `requests ${missing.join(' and ')}, which the only volume that otherwise matches, "${volume}", does not list.`;
}));

export const BND004 = rule('BND004', (view) => nearMisses(view, 'volumeMode', 'volumeMode', (claim, volume) => {
  const other = view.inventory.volumesByName.get(volume)?.volumeMode;
  return `has volumeMode ${volumeModeOf(claim)}, but the only volume that otherwise matches, "${volume}", has volumeMode ${other}.`;
}));

export const BND005 = rule('BND005', (view) => nearMisses(view, 'selector', 'selector', (_, volume) =>
  `selects labels that the only volume that otherwise matches, "${volume}", does not have.`));

/** Predicates of the nearest volume that other rules report. */
const TOLD = ['capacity', 'storageClass', 'accessModes', 'volumeMode', 'selector', 'volumeAttributesClass'];

export const BND029 = rule('BND029', function* (view) {
  const offered = new Set(view.inventory.volumes.map(({ className }) => className));
  const stranded = strandedIn(view);
  // A static provisioner in the input creates the volumes of its classes, one for each disk that it finds.
  const running = staticConfigs(view).filter(({ provisioners }) => provisioners.length);
  const discovered = new Set(running.flatMap(({ classes }) => classes.map(({ name }) => name)));
  for (const { claim, planned } of unserved(view)) {
    const { nearest, outcome } = planned;
    if (discovered.has(view.className(claim))) continue;
    const hasVolumes = offered.has(view.className(claim));
    if (claim.kind === 'template' || (nearest && TOLD.includes(nearest.predicate))) continue;
    if (outcome !== 'pending' && (outcome !== 'waiting' || (hasVolumes && !view.made(claim).some(stranded)))) continue;
    if (view.className(claim) && !view.classOf(claim) && !hasVolumes) continue; // CLS001
    const close = nearest ? `: "${nearest.volume}" matches, but `
      + `${nearest.predicate === 'nodeAffinity' ? 'no node allowed for the pod reaches it' : 'is not free'}` : '';
    yield about(claim.item, specPath(claim), `no volume in the input can serve ${claimTitle(claim)}${close}.`);
  }
});

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
