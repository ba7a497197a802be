import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';

export const MNT002: Rule = {
  id: 'MNT002',
  severity: 'error',
  title: 'Filesystem claim in volumeDevices',
  why: 'A Filesystem volume cannot be used as a raw device. The kubelet rejects the pod: "volume has volumeMode Filesystem, but is '
    + 'specified in volumeDevices".',
  fix: 'List it in volumeMounts with a mountPath, or set volumeMode: Block in the claim.',
  source: 'pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      if (volumeModeOf(claim) === 'Block') continue;
      for (const { devices } of pod.containers) {
        for (const { path } of devices.filter((device) => device.value.name === volume)) {
          yield { on: pod.item, path, message: `${claimTitle(claim)} has volumeMode Filesystem, but is used as a device.` };
        }
      }
    }
  },
};
