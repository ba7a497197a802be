import { STATIC_CLAIM } from '../examples/claims';
import { nfsVolume } from '../examples/volumes';
import { Rule } from '../rule';
import { manifests } from '../shared/manifests';
import { unserved } from '../shared/near-miss';
import { claimTitle, specPath } from '../view/claims';

export const BND029: Rule = {
  id: 'BND029',
  severity: 'error',
  openWorld: 'silent',
  title: 'The claim finds no volume',
  why: 'Only an existing volume can serve this claim, and none that is free fits it. It stays Pending until one is added.',
  fix: 'Add a volume that fits in class, size, access modes and volumeMode, or use a class with a provisioner.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  failing: STATIC_CLAIM,
  passing: manifests`
    ${nfsVolume('disk')}
    ---
    ${STATIC_CLAIM}
  `,
  expects: 'PersistentVolumeClaim/data spec',
  * check(view) {
    const told = ['capacity', 'storageClass', 'accessModes', 'volumeMode', 'selector', 'volumeAttributesClass'];
    for (const { claim, planned } of unserved(view)) {
      const { nearest, outcome } = planned;
      if (claim.kind === 'template' || outcome !== 'pending' || (nearest && told.includes(nearest.predicate))) continue;
      if (view.className(claim) && !view.classOf(claim) && !view.inventory.volumes.some((v) => v.className === view.className(claim))) continue; // CLS001
      const close = nearest ? `: "${nearest.volume}" fits, but ${nearest.predicate === 'nodeAffinity' ? 'no node that the pod may use reaches it' : 'is not free'}` : '';
      yield { on: claim.item, path: specPath(claim), message: `no volume here can serve ${claimTitle(claim)}${close}.` };
    }
  },
};
