import { text } from '../../../core/fields';
import { orNone } from '../../../core/words';
import { FEATURES } from '../../../kubernetes/features';
import { ClaimSource, claimTitle, specPath } from '../../model/claim-sources';
import { Draft, Rule } from '../rule';

export const CLS019: Rule = {
  id: 'CLS019',
  severity: 'error',
  minors: { from: FEATURES.attributesClass.onSince },
  title: 'Claim and volume have different VolumeAttributesClasses',
  why: 'Since 1.34 a claim binds only to volumes with the same volumeAttributesClassName; unset matches only unset. The claim stays '
    + 'Pending.',
  fix: 'Set the same volumeAttributesClassName on both, or on neither.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  * check(view) {
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
  },
};

const KIND = 'VolumeAttributesClass';

function drafted(claim: ClaimSource, volume: string, attributesClass: string): Draft {
  return {
    on: claim.item,
    path: specPath(claim, 'volumeAttributesClassName'),
    message: `${claimTitle(claim)} has ${orNone(KIND, text(claim.spec.volumeAttributesClassName) ?? '')}, but volume "${volume}" has `
      + `${orNone(KIND, attributesClass)}.`,
  };
}
