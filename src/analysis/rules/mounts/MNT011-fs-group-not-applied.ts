import { fields, text } from '../../../core/fields';
import { modesOf, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { uses } from '../shared/uses';
import { csiDriverOf } from '../shared/volumes';

export const MNT011 = rule('MNT011', function* (view) {
  for (const { pod, claim } of uses(view)) {
    if (fields(pod.spec.securityContext).fsGroup === undefined || volumeModeOf(claim) === 'Block') continue;
    const volume = view.find('PersistentVolume', '', text(claim.spec.volumeName) ?? view.planned(claim)[0]?.volume);
    const driver = volume && csiDriverOf(volume);
    if (!driver) continue;
    const policy = view.find('CSIDriver', '', driver)?.spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType';
    const single = modesOf(volume).some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
    const reason = policy === 'None' ? 'its driver has fsGroupPolicy None'
      : policy !== 'ReadWriteOnceWithFSType' ? undefined
        : !text(volume.spec.csi.fsType) ? 'it sets no fsType'
          : !single ? 'it has no single-node access mode' : undefined;
    if (reason) {
      yield { on: pod.item, path: `${pod.path}.securityContext.fsGroup`, message: `fsGroup is not applied to volume "${volume.name}": ${reason}.` };
    }
  }
});
