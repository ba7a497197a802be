import { fields, list, text } from '../../../core/fields';
import { isInside } from '../../model/pod-sources';
import { Rule } from '../rule';
import { extraArguments, isKubeadm } from '../shared/kubeadm';
import { shown } from '../shared/words';

/** First minor whose controller manager has no in-tree plugin to name. */
const IN_TREE_GONE = 26;

export const API014: Rule = {
  id: 'API014',
  severity: 'warning',
  title: 'A cloud configuration is mounted into the control plane, and not used',
  why: 'A file that kubeadm mounts into a component of the control plane is read only if an argument names it. external-cloud-volume-plugin counts only together with cloud-provider: external; without that the controller manager has no cloud at all.',
  fix: 'Add the argument cloud-config (and cloud-provider: external), or, with the CSI driver, remove the volume.',
  source: 'cmd/kube-controller-manager/app/cloudproviders.go createCloudProvider, release 1.15',
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) {
      const given = new Map(extraArguments(item).map(({ component, args }) => [component, args]));
      for (const [field, component] of COMPONENTS) {
        const values = [...given.get(component)?.values() ?? []];
        for (const [i, volume] of list(fields(item.object[field]).extraVolumes).map(fields).entries()) {
          const mounted = text(volume.mountPath) ?? '';
          if (!/cloud[-_.]?conf/i.test(mounted) || values.some((value) => isInside(value, mounted))) continue;
          yield { on: item, path: `${field}.extraVolumes[${i}]`, message: `${component} gets ${shown(mounted)}, and none of its arguments names it.` };
        }
      }
      const manager = given.get('kube-controller-manager');
      if (view.kubernetes < IN_TREE_GONE && manager?.has('external-cloud-volume-plugin') && manager.get('cloud-provider') !== 'external') {
        yield { on: item, path: 'controllerManager.extraArgs', message: 'external-cloud-volume-plugin does nothing without cloud-provider: external.' };
      }
    }
  },
};

const COMPONENTS = [['apiServer', 'kube-apiserver'], ['controllerManager', 'kube-controller-manager']] as const;
