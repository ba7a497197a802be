import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';

export const BND023: Rule = {
  id: 'BND023',
  severity: 'error',
  openWorld: 'lower',
  title: 'Pod uses a claim that does not exist in its namespace',
  why: 'A pod can only use claims in its own namespace. Until the claim exists the pod is not scheduled: persistentvolumeclaim "…" not '
    + 'found.',
  fix: 'Correct claimName, or create the claim in the namespace of the pod.',
  source: 'pkg/scheduler/framework/plugins/volumebinding/volume_binding.go podHasPVCs',
  * check(view) {
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
  },
};
