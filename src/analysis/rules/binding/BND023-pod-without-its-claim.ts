import { fields, text } from '../../../core/fields';
import { rule } from '../rule';

export const BND023 = rule('BND023', function* (view) {
  for (const pod of view.pods) {
    for (const volume of pod.volumes) {
      const claimName = text(fields(volume.value.persistentVolumeClaim).claimName);
      if (!claimName || view.claimOfVolume(pod, volume.name)) continue;
      yield {
        on: pod.item,
        path: `${volume.path}.persistentVolumeClaim.claimName`,
        message: `the pod uses claim "${claimName}", which nothing in the input creates in namespace "${pod.namespace}".`,
      };
    }
  }
});
