import { fields } from '../../../core/fields';
import { requestOf } from '../../model/claim-sources';
import { STATIC_CLAIM } from '../examples/claims';
import { nfsVolume } from '../examples/volumes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { nearMisses } from '../shared/near-miss';
import { shown } from '../shared/words';

export const BND001: Rule = {
  id: 'BND001',
  severity: 'error',
  openWorld: 'lower',
  title: 'No volume is large enough for the claim',
  why: 'Only an existing volume can serve this claim, and each one that fits otherwise is smaller than the request. Capacity is compared exactly, so a '
    + 'volume that is one byte short counts as too small. The claim stays Pending until a larger volume appears.',
  fix: 'Request less, or add a volume of at least that size.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  failing: manifests`
    ${replaced(nfsVolume('small'), { 'storage: 5Gi': 'storage: 4Gi' })}
    ---
    ${STATIC_CLAIM}
  `,
  passing: manifests`
    ${nfsVolume('large')}
    ---
    ${STATIC_CLAIM}
  `,
  expects: 'PersistentVolumeClaim/data spec.resources.requests.storage',
  check: (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
    const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
    return `asks for ${shown(requestOf(claim))}, and no volume is that large: "${volume}" comes closest with ${shown(capacity)}.`;
  }),
};
