import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { components, isNodeOnly } from '../shared/openstack';

export const OST013: Rule = {
  id: 'OST013',
  severity: 'info',
  preset: 'strict',
  title: 'The cluster has the name that every cluster has',
  why: 'The cloud controller manager and the driver mark what they make with the name of the cluster. Two clusters of one project with the same name take each other for one: a load balancer of the one is changed or deleted by the other.',
  fix: 'Give --cluster-name, and --cluster of the driver, a name of its own.',
  source: 'kubernetes/cloud-provider-openstack issues 2241, 2571',
  * check(view) {
    for (const component of components(view)) {
      const { pod, container, consumer } = component;
      const flag = consumer === 'ccm' ? 'cluster-name' : 'cluster';
      const name = flagOf(container.args, flag);
      if ((name ?? 'kubernetes') !== 'kubernetes' || (consumer !== 'ccm' && (name === undefined || isNodeOnly(component)))) continue;
      yield { on: pod.item, path: `${container.path}.${container.value.args ? 'args' : 'command'}`, message: `--${flag} is "kubernetes", the default.` };
    }
  },
};
