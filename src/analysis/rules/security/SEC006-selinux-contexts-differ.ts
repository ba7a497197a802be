import { fields, isObject } from '../../../core/fields';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import { rule } from '../rule';
import { same } from '../shared/changes';
import { isShared, uses } from '../shared/uses';
import { csiDriverOf, driverOf } from '../shared/volumes';

export const SEC006 = rule('SEC006', function* (view) {
  const first = new Map<ClaimSource, { pod: PodSource; context: unknown }>();
  for (const use of uses(view)) {
    const { pod, claim } = use;
    const security = fields(pod.spec.securityContext);
    if (!isShared(use) || security.seLinuxChangePolicy === 'Recursive' || !isObject(security.seLinuxOptions)) continue;
    const volume = view.find('PersistentVolume', '', claim.spec.volumeName);
    const driver = volume ? csiDriverOf(volume) : driverOf(view.classOf(claim)?.object.provisioner);
    if (view.find('CSIDriver', '', driver)?.spec.seLinuxMount !== true) continue;
    const { pod: other, context } = first.get(claim) ?? {};
    if (!other) first.set(claim, { pod, context: security.seLinuxOptions });
    if (!other || other === pod || same(context, security.seLinuxOptions)) continue;
    yield {
      on: pod.item,
      path: `${pod.path}.securityContext.seLinuxOptions`,
      message: `the SELinux context differs from that of ${other.item.kind} "${other.item.name}", which also uses ${claimTitle(claim)}.`,
    };
  }
});
