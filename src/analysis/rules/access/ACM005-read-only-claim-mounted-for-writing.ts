import { fields } from '../../../core/fields';
import { claimTitle, modesOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { uses } from '../shared/uses';

export const ACM005 = rule('ACM005', function* (view) {
  for (const { pod, claim, volume, value, path } of uses(view)) {
    const modes = modesOf(claim);
    if (modes.length !== 1 || modes[0] !== 'ReadOnlyMany' || fields(value.persistentVolumeClaim).readOnly === true) continue;
    const writer = pod.containers.find((c) => c.mounts.some((m) => m.value.name === volume && m.value.readOnly !== true));
    if (writer) yield { on: pod.item, path, message: `${claimTitle(claim)} is ReadOnlyMany, but container "${writer.name}" mounts it read-write.` };
  }
});
