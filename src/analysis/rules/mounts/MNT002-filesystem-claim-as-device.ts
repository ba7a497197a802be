import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { uses } from '../shared/uses';

export const MNT002 = rule('MNT002', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    if (volumeModeOf(claim) === 'Block') continue;
    for (const { devices } of pod.containers) {
      for (const { path } of devices.filter((device) => device.value.name === volume)) {
        yield { on: pod.item, path, message: `${claimTitle(claim)} has volumeMode Filesystem, but is used as a device.` };
      }
    }
  }
});
