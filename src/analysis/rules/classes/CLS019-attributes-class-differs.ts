import { text } from '../../../core/fields';
import { ClaimSource, claimTitle, specPath } from '../../model/claim-sources';
import { STATIC_CLAIM } from '../examples/claims';
import { Draft, Rule } from '../rule';
import { added, manifests } from '../shared/manifests';

export const CLS019: Rule = {
  id: 'CLS019',
  severity: 'error',
  minors: { from: '1.34' },
  title: 'Claim and volume have different attributes classes',
  why: 'Since 1.34 a claim binds only to volumes of its own volumeAttributesClassName, unset being a value too. The claim stays Pending.',
  fix: 'Give both the same volumeAttributesClassName, or neither one.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  failing: manifests`
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      volumeAttributesClassName: gold
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {namespace: shop, name: data}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
    ---
    ${STATIC_CLAIM}
  `,
  get passing() { return added(this.failing, 'volumeAttributesClassName: gold', { below: 'storageClassName: ""' }); },
  expects: 'PersistentVolumeClaim/data spec.volumeAttributesClassName',
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

function drafted(claim: ClaimSource, volume: string, attributesClass: string): Draft {
  return {
    on: claim.item,
    path: specPath(claim, 'volumeAttributesClassName'),
    message: `${claimTitle(claim)} has the attributes class "${text(claim.spec.volumeAttributesClassName) ?? ''}", the volume "${volume}" has "${attributesClass}".`,
  };
}
