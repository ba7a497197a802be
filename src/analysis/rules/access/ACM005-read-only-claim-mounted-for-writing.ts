import { fields } from '../../../core/fields';
import { claimTitle, modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';

export const ACM005: Rule = {
  id: 'ACM005',
  severity: 'warning',
  title: 'ReadOnlyMany claim mounted read-write',
  why: 'ReadOnlyMany does not make a mount read-only; only readOnly: true does. Without it, many drivers attach the volume read-write, '
    + 'which fails on the second node or lets a pod modify the data.',
  fix: "Set readOnly: true in the persistentVolumeClaim of the pod's volume, or in each mount.",
  source: 'pkg/volume/csi/csi_attacher.go',
  * check(view) {
    for (const { pod, claim, volume, value, path } of uses(view)) {
      const modes = modesOf(claim);
      if (modes.length !== 1 || modes[0] !== 'ReadOnlyMany' || fields(value.persistentVolumeClaim).readOnly === true) continue;
      const writer = pod.containers.find((c) => c.mounts.some((m) => m.value.name === volume && m.value.readOnly !== true));
      if (writer) yield { on: pod.item, path, message: `${claimTitle(claim)} is ReadOnlyMany, but container "${writer.name}" mounts it read-write.` };
    }
  },
};
