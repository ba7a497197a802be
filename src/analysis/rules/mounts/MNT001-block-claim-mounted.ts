import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { shown } from '../shared/words';

export const MNT001: Rule = {
  id: 'MNT001',
  severity: 'error',
  title: 'A Block claim stands in volumeMounts',
  why: 'A Block volume has no filesystem to mount. The kubelet refuses the pod: "volume has volumeMode Block, but is specified in volumeMounts".',
  fix: 'List it in volumeDevices with a devicePath, or make the claim a Filesystem.',
  source: 'pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      if (volumeModeOf(claim) !== 'Block') continue;
      for (const { mounts } of pod.containers) {
        for (const { value, path } of mounts.filter((mount) => mount.value.name === volume)) {
          yield { on: pod.item, path, message: `${claimTitle(claim)} is Block, and is mounted at ${shown(value.mountPath)}.` };
        }
      }
    }
  },
};
