import { count } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { controllers } from '../shared/csi';

export const CSI010: Rule = {
  id: 'CSI010',
  severity: 'error',
  title: 'Several controller replicas without leader election',
  why: 'Without leader election all replicas act on the same claims. Volumes are provisioned twice, and one of the two is lost.',
  fix: 'Set --leader-election=true on every sidecar, or run one replica.',
  source: 'README of each sidecar in github.com/kubernetes-csi',
  * check(view) {
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
  },
};
