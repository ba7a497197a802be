import table from './sidecar-verbs.json';
import { flagOf } from '../../../kubernetes/args';
import { ContainerSource } from '../../model/pod-sources';
import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';

export const CSI009: Rule = {
  id: 'CSI009',
  severity: 'error',
  title: 'A sidecar may not do what it has to',
  why: 'Each sidecar needs its own permissions: without persistentvolumeclaims/status the resizer grows volumes and cannot say so, without leases no sidecar becomes the leader. It logs "forbidden" and does nothing.',
  fix: 'Grant the verbs to the ServiceAccount of the pod, as the rbac.yaml of the sidecar does.',
  source: 'deploy/kubernetes/rbac.yaml of each sidecar in github.com/kubernetes-csi',
  * check(view) {
    for (const { pod, sidecars } of controllers(view)) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open) continue;
      for (const [name, container] of sidecars) {
        const elected = leads(container) ? NEEDS['leader-election'] : [];
        const missing = [...NEEDS[name].filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs)),
          ...elected.filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs, pod.namespace))];
        if (!missing.length) continue;
        const lacking = [...new Set(missing.map(([group, resource, verbs]) => `${verbs[0]} ${resource}${group ? `.${group}` : ''}`))];
        yield { on: pod.item, path: container.path, message: `${name} needs ${lacking.slice(0, 6).join(', ')}${lacking.length > 6 ? ', …' : ''}, which ServiceAccount "${accountOf(pod)}" may not.` };
      }
    }
  },
};

const NEEDS = table as unknown as { readonly [name: string]: Array<[string, string, string[]]> };

function leads(container: ContainerSource): boolean {
  const flag = flagOf(container.args, 'leader-election');
  return flag !== undefined && flag !== 'false';
}
