import { count } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { rule } from '../rule';
import { controllers } from '../shared/csi';

export const CSI010 = rule('CSI010', function* (view) {
  for (const { pod, sidecars } of controllers(view)) {
    if (view.mostReplicas(pod.item) < 2) continue;
    for (const [name, container] of sidecars) {
      const flag = flagOf(container.args, 'leader-election');
      if (flag !== undefined && flag !== 'false') continue;
      yield {
        on: pod.item,
        path: `${container.path}.args`,
        message: `${count(view.mostReplicas(pod.item), 'replica')} run ${name} without leader election.`,
      };
    }
  }
});
