import { fields, text, textList } from '../../../core/fields';
import { rule } from '../rule';

export const MNT018 = rule('MNT018', function* (view) {
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
});
