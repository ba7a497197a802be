import { fields } from '../../../core/fields';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const BND022: Rule = {
  id: 'BND022',
  severity: 'error',
  title: 'The claim does not say how much storage it wants',
  why: 'resources.requests.storage is required and must be above zero. Other keys under requests, such as a storageClassName that slipped in there, are read as quantities '
    + 'and refused.',
  fix: 'Set spec.resources.requests.storage; storageClassName stands directly under spec.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  * check(view) {
    for (const claim of view.claims) {
      const requests = fields(fields(claim.spec.resources).requests);
      const path = (key: string) => specPath(claim, `resources.requests.${key}`);
      for (const key of ['storageClassName', 'accessModes', 'volumeMode', 'volumeName', 'selector'].filter((k) => k in requests)) {
        yield { on: claim.item, path: path(key), message: `${key} stands under requests, where every value is read as a quantity.`, fix: `Move ${key} up to spec.` };
      }
      const amount = parseQuantity(requests.storage);
      if (requests.storage === undefined && claim.kind !== 'template' && claim.kind !== 'dataVolume') {
        yield { on: claim.item, path: path('storage'), message: `${claimTitle(claim)} has no storage request.` };
      } else if (amount !== undefined && amount <= 0n) {
        yield { on: claim.item, path: path('storage'), message: `${claimTitle(claim)} asks for ${shown(requests.storage)}; it must be more than zero.` };
      }
    }
  },
};
