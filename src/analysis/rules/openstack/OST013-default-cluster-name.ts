import { flagOf } from '../../../kubernetes/args';
import { DEFAULT_CLUSTER_NAME, defaultClusterName, OST013 as JUDGEMENT } from '../../../openstack/judgements/controllers';
import { on, rule } from '../rule';
import { components, isNodeOnly } from '../shared/openstack';

export const OST013 = rule(JUDGEMENT, function* (view) {
  for (const component of components(view)) {
    const { pod, container, consumer } = component;
    const flag = consumer === 'ccm' ? 'cluster-name' : 'cluster';
    const name = flagOf(container.args, flag);
    if (consumer !== 'ccm' && (name === undefined || isNodeOnly(component))) continue;
    const path = `${container.path}.${container.value.args ? 'args' : 'command'}`;
    yield* on(pod.item, defaultClusterName(name ?? DEFAULT_CLUSTER_NAME, flag, path));
  }
});
