import { count } from '../../../core/words';
import { Rule } from '../rule';
import { localPathProvisioners } from '../shared/local-path';

export const LOC012: Rule = {
  id: 'LOC012',
  severity: 'error',
  title: 'Several local-path provisioners run at the same time',
  why: 'local-path has no leader election. Every replica handles every claim, so several of them create a volume or delete its '
    + 'directory at the same time.',
  fix: 'Set replicas: 1 and strategy Recreate.',
  source: 'rancher/local-path-provisioner main.go LeaderElection(false)',
  * check(view) {
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
  },
};
