import { shown } from '../../../core/words';
import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';

export const MNT001: Rule = {
  id: 'MNT001',
  severity: 'error',
  title: 'Block claim in volumeMounts',
  why: 'A Block volume has no filesystem to mount. The kubelet rejects the pod: "volume has volumeMode Block, but is specified in '
    + 'volumeMounts".',
  fix: 'List it in volumeDevices with a devicePath, or set volumeMode: Filesystem in the claim.',
  source: 'pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      if (volumeModeOf(claim) !== 'Block') continue;
      for (const { mounts } of pod.containers) {
        for (const { value, path } of mounts.filter((mount) => mount.value.name === volume)) {
          yield { on: pod.item, path, message: `${claimTitle(claim)} has volumeMode Block, but is mounted at ${shown(value.mountPath)}.` };
        }
      }
    }
  },
};
