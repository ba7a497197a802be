import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST006: Rule = {
  id: 'OST006',
  severity: 'error',
  title: 'cloud-provider: external does not match the cloud controller manager',
  why: 'With cloud-provider: external, each node starts with the taint uninitialized. Only the cloud controller manager removes it; '
    + 'until then no other pod is scheduled. Without the flag, the controller finds nodes without a provider ID.',
  fix: 'Set cloud-provider: external for every kubelet, and deploy the cloud controller manager.',
  source: 'https://kubernetes.io/docs/tasks/administer-cluster/running-cloud-controller/',
  * check(view) {
    const controllers = components(view).filter(({ consumer }) => consumer === 'ccm');
    const configurations = view.items.filter(isKubeadm);
    const kubelets = configurations.filter(({ kind }) => kind === 'InitConfiguration' || kind === 'JoinConfiguration');
    for (const item of configurations.filter(({ kind }) => kind === 'ClusterConfiguration')) {
      const external = extraArguments(item.object).find(({ args }) => args.get('cloud-provider') === 'external');
      if (!external || controllers.length || kubelets.length) continue;
      yield {
        on: item,
        path: external.path,
        severity: view.closedWorld ? 'warning' : 'info',
        message: `${external.component} has cloud-provider: external, but nothing in the input runs the cloud controller manager.`,
        fix: 'Deploy the cloud controller manager.',
      };
    }
    for (const item of kubelets) {
      const external = extraArguments(item.object).some(({ args }) => args.get('cloud-provider') === 'external');
      const on = { on: item, path: 'nodeRegistration.kubeletExtraArgs' };
      if (!external && controllers.length) {
        yield {
          ...on,
          message: 'the kubelet lacks cloud-provider: external, which the cloud controller manager requires.',
          fix: 'Add cloud-provider: external.',
        };
      }
      if (external && !controllers.length) {
        yield {
          ...on,
          severity: view.closedWorld ? undefined : 'info',
          message: 'the kubelet waits for the cloud controller manager, but nothing in the input runs it.',
          fix: 'Deploy the cloud controller manager.',
        };
      }
    }
  },
};
