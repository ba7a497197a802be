import { Fields, fields, list } from '../../../core/fields';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST008: Rule = {
  id: 'OST008',
  severity: 'error',
  title: 'The cloud controller manager does not run on a new node',
  why: 'Until it has run, each node has the taint uninitialized, and often no pod network: it must tolerate the taint, and use the network of the host. Otherwise it waits for itself.',
  fix: 'Add the toleration for node.cloudprovider.kubernetes.io/uninitialized and hostNetwork: true.',
  source: 'cloud-provider-openstack manifests/controller-manager/openstack-cloud-controller-manager-ds.yaml',
  * check(view) {
    for (const { pod, consumer } of components(view)) {
      if (consumer !== 'ccm') continue;
      if (pod.item.kind !== 'Pod' && !list(pod.spec.tolerations).some((toleration) => tolerates(fields(toleration)))) {
        yield { on: pod.item, path: `${pod.path}.tolerations`, message: 'it does not tolerate the taint node.cloudprovider.kubernetes.io/uninitialized, which only it removes.' };
      }
      if (pod.spec.hostNetwork !== true) {
        yield { on: pod.item, path: `${pod.path}.hostNetwork`, severity: 'warning', message: 'it waits for the pod network, which may wait for it.' };
      }
    }
  },
};

/** Whether a toleration is for the taint uninitialized=true:NoSchedule. */
function tolerates({ key, operator = 'Equal', value = '', effect }: Fields): boolean {
  if (effect && effect !== 'NoSchedule') return false;
  if (!key) return operator === 'Exists';
  return key === 'node.cloudprovider.kubernetes.io/uninitialized' && (operator === 'Exists' || value === 'true');
}
