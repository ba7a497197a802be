import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST006: Rule = {
  id: 'OST006',
  severity: 'error',
  title: 'kubelets wait for a cloud controller that is not there, or the other way round',
  why: 'With cloud-provider: external each node starts with the taint uninitialized, and only the cloud controller manager removes it; nothing else is scheduled until then. Without the flag, the controller finds nodes without a provider ID.',
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
        message: `${external.component} is told that the cloud provider is external, and nothing here runs the cloud controller manager.`,
        fix: 'Deploy the cloud controller manager.',
      };
    }
    for (const item of kubelets) {
      const external = extraArguments(item.object).some(({ args }) => args.get('cloud-provider') === 'external');
      const on = { on: item, path: 'nodeRegistration.kubeletExtraArgs' };
      if (!external && controllers.length) yield { ...on, message: 'the kubelet is not told that the cloud provider is external.', fix: 'Add cloud-provider: external.' };
      if (external && !controllers.length) {
        yield { ...on, severity: view.closedWorld ? undefined : 'info', message: 'nothing here runs the cloud controller manager, which the kubelet waits for.', fix: 'Deploy the cloud controller manager.' };
      }
    }
  },
};
