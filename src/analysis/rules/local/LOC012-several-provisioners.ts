import { count } from '../../../core/words';
import { rule } from '../rule';
import { localPathProvisioners } from '../shared/local-path';

export const LOC012 = rule('LOC012', function* (view) {
  for (const { pod } of localPathProvisioners(view)) {
    const most = view.mostReplicas(pod.item);
    if (pod.item.kind === 'DaemonSet') {
      yield {
        on: pod.item,
        path: 'kind',
        message: 'a DaemonSet runs a provisioner on each node.',
        fix: 'Use a Deployment with replicas: 1 and strategy Recreate.',
      };
    } else if (most > 1) {
      yield { on: pod.item, path: 'spec.replicas', message: `${count(most, 'replica')} handle the same claims.` };
    }
  }
});
