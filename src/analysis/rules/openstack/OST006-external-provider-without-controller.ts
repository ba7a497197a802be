import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { rule } from '../rule';
import { components } from '../shared/openstack';

export const OST006 = rule('OST006', function* (view) {
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
});
