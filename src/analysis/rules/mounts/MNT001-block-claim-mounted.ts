import { shown } from '../../../core/words';
import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { uses } from '../shared/uses';

export const MNT001 = rule('MNT001', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    if (volumeModeOf(claim) !== 'Block') continue;
    for (const { mounts } of pod.containers) {
      for (const { value, path } of mounts.filter((mount) => mount.value.name === volume)) {
        yield { on: pod.item, path, message: `${claimTitle(claim)} has volumeMode Block, but is mounted at ${shown(value.mountPath)}.` };
      }
    }
  }
});
