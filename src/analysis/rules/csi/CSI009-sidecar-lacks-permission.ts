import table from './sidecar-verbs.json';
import { flagOf } from '../../../kubernetes/args';
import { ContainerSource } from '../../model/pod-sources';
import { rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';

export const CSI009 = rule('CSI009', function* (view) {
  for (const { pod, sidecars } of controllers(view)) {
    const granted = grantsOf(view, pod.namespace, accountOf(pod));
    if (!granted || granted.open) continue;
    for (const [name, container] of sidecars) {
      const elected = leads(container) ? NEEDS['leader-election'] : [];
      const missing = [...NEEDS[name].filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs)),
        ...elected.filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs, pod.namespace))];
      if (!missing.length) continue;
      const lacking = [...new Set(missing.map(([group, resource, verbs]) => `${verbs[0]} ${resource}${group ? `.${group}` : ''}`))];
      yield {
        on: pod.item,
        path: container.path,
        message: `${name} needs permission to ${lacking.slice(0, 6).join(', ')}${lacking.length > 6 ? ', …' : ''}; ServiceAccount `
          + `"${accountOf(pod)}" does not have it.`,
      };
    }
  }
});

const NEEDS = table as unknown as { readonly [name: string]: Array<[string, string, string[]]> };

function leads(container: ContainerSource): boolean {
  const flag = flagOf(container.args, 'leader-election');
  return flag !== undefined && flag !== 'false';
}
