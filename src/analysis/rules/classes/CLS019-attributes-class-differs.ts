import { text } from '../../../core/fields';
import { orNone } from '../../../core/words';
import { FEATURES } from '../../../kubernetes/features';
import { ClaimSource, claimTitle, specPath } from '../../model/claim-sources';
import { Draft, rule } from '../rule';

export const CLS019 = rule('CLS019', function* (view) {
  for (const volume of view.inventory.volumes) {
    const claim = volume.claimRef && view.inventory.claims.get(`${volume.claimRef.namespace}/${volume.claimRef.name}`);
    const source = claim && view.sourceOf(claim.key);
    if (!source || claim.volumeName || claim.attributesClass === volume.attributesClass) continue;
    yield drafted(source, volume.name, volume.attributesClass);
  }
  for (const claim of view.claims) {
    const nearest = view.planned(claim).find((p) => p.nearest?.predicate === 'volumeAttributesClass' && p.outcome !== 'bound')?.nearest;
    const volume = view.inventory.volumesByName.get(nearest?.volume ?? '');
    if (volume && !volume.claimRef) yield drafted(claim, volume.name, volume.attributesClass);
  }
}, { from: FEATURES.attributesClass.onSince });

const KIND = 'VolumeAttributesClass';

function drafted(claim: ClaimSource, volume: string, attributesClass: string): Draft {
  return {
    on: claim.item,
    path: specPath(claim, 'volumeAttributesClassName'),
    message: `${claimTitle(claim)} has ${orNone(KIND, text(claim.spec.volumeAttributesClassName) ?? '')}, but volume "${volume}" has `
      + `${orNone(KIND, attributesClass)}.`,
  };
}
