import { localPathProvisioners } from './local-path';
import { Rule } from '../rule';
import { count } from '../shared/words';

export const LOC012: Rule = {
  id: 'LOC012',
  severity: 'error',
  title: 'Several local-path provisioners run at once',
  why: 'It has no leader election: each replica serves each claim, so that a volume is made, or its directory deleted, by several at the same time.',
  fix: 'Set replicas: 1, and strategy Recreate.',
  source: 'rancher/local-path-provisioner main.go LeaderElection(false)',
  * check(view) {
    for (const { pod } of localPathProvisioners(view)) {
      const most = view.mostReplicas(pod.item);
      if (pod.item.kind === 'DaemonSet') yield { on: pod.item, path: 'kind', message: 'a DaemonSet runs one on each node.' };
      else if (most > 1) yield { on: pod.item, path: 'spec.replicas', message: `${count(most, 'replica')} serve the same claims.` };
    }
  },
};
