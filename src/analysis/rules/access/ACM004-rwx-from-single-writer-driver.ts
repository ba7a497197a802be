import { text } from '../../../core/fields';
import { sharedWriting } from '../../../drivers/judgements';
import { claimTitle, modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { LOCAL_PATH } from '../shared/volumes';

export const ACM004: Rule = {
  id: 'ACM004',
  severity: 'warning',
  title: 'ReadWriteMany requested from block storage',
  why: 'Kubernetes does not check access modes against the driver. Cinder and other block storage provisions the volume, but a second '
    + 'node cannot attach it, or two nodes corrupt one filesystem. Cinder volume types with multiattach are the exception, for raw '
    + 'block volumes.',
  fix: 'Request ReadWriteOnce, or use shared file storage such as Manila or NFS.',
  source: 'cloud-provider-openstack pkg/csi/cinder/driver.go',
  * check(view) {
    for (const claim of view.claims) {
      const storageClass = view.classOf(claim);
      const provisioner = text(storageClass?.object.provisioner);
      if (!modesOf(claim).includes('ReadWriteMany') || !storageClass || provisioner === LOCAL_PATH) continue; // LOC005 knows what local-path can do
      const mode = volumeModeOf(claim);
      const shared = sharedWriting(storageClass.object, mode);
      if (!shared || shared.offered || /multi-?attach/i.test(JSON.stringify(storageClass.object.parameters ?? '') + storageClass.name)) continue;
      const message = `${claimTitle(claim)} requests ReadWriteMany, which ${provisioner} does not support for ${mode} volumes of class "${storageClass.name}".`;
      yield { on: claim.item, path: specPath(claim, 'accessModes'), message, fix: shared.needs && `Set ${shared.needs} in a class for shared volumes, or request ReadWriteOnce.` };
    }
  },
};
