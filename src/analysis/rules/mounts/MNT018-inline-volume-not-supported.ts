import { fields, text, textList } from '../../../core/fields';
import { Rule } from '../rule';

export const MNT018: Rule = {
  id: 'MNT018',
  severity: 'error',
  title: 'Inline CSI volume of a driver without Ephemeral mode',
  why: 'A driver serves inline volumes of pods only if its CSIDriver lists Ephemeral in volumeLifecycleModes. Otherwise the pod never '
    + 'starts.',
  fix: 'Use a generic ephemeral volume (ephemeral.volumeClaimTemplate) or a claim.',
  source: 'pkg/volume/csi/csi_mounter.go supportsVolumeLifecycleMode',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const driver = text(fields(value.csi).driver);
        const object = driver && view.find('CSIDriver', '', driver);
        if (!object) continue;
        const modes = textList(object.spec.volumeLifecycleModes);
        if (!modes.includes('Ephemeral')) {
          yield {
            on: pod.item,
            path: `${path}.csi.driver`,
            message: `volume "${name}" is inline, but driver "${driver}" supports only ${modes.length ? modes.join(', ') : 'Persistent'} volumes.`,
          };
        }
      }
    }
  },
};
