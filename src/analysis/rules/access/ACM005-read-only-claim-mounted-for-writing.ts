import { fields } from '../../../core/fields';
import { claimTitle, modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { uses } from '../shared/uses';

export const ACM005: Rule = {
  id: 'ACM005',
  severity: 'warning',
  title: 'A claim for reading is mounted for writing',
  why: 'ReadOnlyMany does not make the mount read-only; only readOnly does. Without it many drivers attach the volume for writing, which fails on the second node, or lets a pod write what was '
    + 'meant to stay.',
  fix: 'Set readOnly: true in the persistentVolumeClaim of the pod\'s volume, or in each mount.',
  source: 'pkg/volume/csi/csi_attacher.go',
  * check(view) {
    for (const { pod, claim, volume, value, path } of uses(view)) {
      const modes = modesOf(claim);
      if (modes.length !== 1 || modes[0] !== 'ReadOnlyMany' || fields(value.persistentVolumeClaim).readOnly === true) continue;
      const writer = pod.containers.find((c) => c.mounts.some((m) => m.value.name === volume && m.value.readOnly !== true));
      if (writer) yield { on: pod.item, path, message: `${claimTitle(claim)} is ReadOnlyMany, and the container "${writer.name}" mounts it for writing.` };
    }
  },
};
