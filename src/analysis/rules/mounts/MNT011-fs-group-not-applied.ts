import { fields, text } from '../../../core/fields';
import { modesOf, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { csiDriverOf } from '../shared/volumes';

export const MNT011: Rule = {
  id: 'MNT011',
  severity: 'warning',
  title: 'fsGroup is not applied to this volume',
  why: 'By default the kubelet gives a CSI volume to the fsGroup of a pod only if the volume states an fsType and a mode for one writer. Otherwise the files keep their owner, and a process that is not root is '
    + 'refused. A driver with the policy None never has it applied.',
  fix: 'Set spec.csi.fsType of the volume, or fsGroupPolicy: File in the CSIDriver.',
  source: 'pkg/volume/csi/csi_mounter.go supportsFSGroup',
  * check(view) {
    for (const { pod, claim } of uses(view)) {
      if (fields(pod.spec.securityContext).fsGroup === undefined || volumeModeOf(claim) === 'Block') continue;
      const volume = view.find('PersistentVolume', '', text(claim.spec.volumeName) ?? view.planned(claim)[0]?.volume);
      const driver = volume && csiDriverOf(volume);
      if (!driver) continue;
      const policy = view.find('CSIDriver', '', driver)?.spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType';
      const single = modesOf(volume).some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
      const reason = policy === 'None' ? 'its driver has the policy None'
        : policy !== 'ReadWriteOnceWithFSType' ? undefined
          : !text(volume.spec.csi.fsType) ? 'it states no fsType'
            : !single ? 'it has no access mode for one writer' : undefined;
      if (reason) yield { on: pod.item, path: `${pod.path}.securityContext.fsGroup`, message: `fsGroup is not applied to the volume "${volume.name}": ${reason}.` };
    }
  },
};
