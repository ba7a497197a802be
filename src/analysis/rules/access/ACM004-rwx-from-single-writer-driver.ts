import { text } from '../../../core/fields';
import { claimTitle, modesOf, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { isSingleWriter } from '../shared/volumes';

export const ACM004: Rule = {
  id: 'ACM004',
  severity: 'warning',
  title: 'ReadWriteMany asked from storage for one writer',
  why: 'Access modes are not checked against what a driver can do. Cinder and other block storage makes a volume for such a claim all the same, and the second node that wants it fails to attach it, or '
    + 'two nodes corrupt one filesystem. Cinder volume types with multiattach are the exception, for raw block.',
  fix: 'Ask for ReadWriteOnce, or use shared file storage such as Manila or NFS.',
  source: 'cloud-provider-openstack pkg/csi/cinder/driver.go',
  * check(view) {
    for (const claim of view.claims) {
      const storageClass = view.classOf(claim);
      if (!modesOf(claim).includes('ReadWriteMany') || !storageClass || !isSingleWriter(storageClass.object.provisioner)) continue;
      if (/multi-?attach/i.test(JSON.stringify(storageClass.object.parameters ?? '') + storageClass.name)) continue;
      yield { on: claim.item, path: specPath(claim, 'accessModes'), message: `${claimTitle(claim)} asks for ReadWriteMany, which ${text(storageClass.object.provisioner)} cannot do.` };
    }
  },
};
