import { fields, text, textList } from '../../../core/fields';
import { Rule } from '../rule';

export const MNT018: Rule = {
  id: 'MNT018',
  severity: 'error',
  title: 'An inline CSI volume of a driver for persistent ones',
  why: 'A driver serves volumes that are written into the pod only if its CSIDriver lists Ephemeral among volumeLifecycleModes. Otherwise the pod never starts.',
  fix: 'Use a generic ephemeral volume (ephemeral.volumeClaimTemplate) or a claim.',
  source: 'pkg/volume/csi/csi_mounter.go supportsVolumeLifecycleMode',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const driver = text(fields(value.csi).driver);
        const object = driver && view.find('CSIDriver', '', driver);
        if (!object) continue;
        const modes = textList(object.spec.volumeLifecycleModes);
        if (!modes.includes('Ephemeral')) yield { on: pod.item, path: `${path}.csi.driver`, message: `the volume "${name}" is inline, and the driver "${driver}" is for ${modes.length ? modes.join(', ') : 'Persistent'} volumes.` };
      }
    }
  },
};
