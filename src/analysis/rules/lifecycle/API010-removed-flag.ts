import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';

interface Flag {
  readonly component: string;
  readonly name: string;
  /** First minor without the flag, or without the value that it names. */
  readonly gone: string;
  /** The affected values; default: all. */
  readonly value?: RegExp;
  readonly because: string;
}

/** Source: the flags of the 1.36.3 binaries and the changelogs. */
const FLAGS: readonly Flag[] = [
  {
    component: 'kube-controller-manager',
    name: 'external-cloud-volume-plugin',
    gone: '1.26',
    because: 'names the in-tree plugin, which 1.26 '
    + 'removed',
  },
  {
    component: 'kube-controller-manager',
    name: 'cloud-provider',
    gone: '1.26',
    value: /^openstack$/,
    because: 'names the in-tree provider, '
    + 'which 1.26 removed',
  },
  {
    component: 'kube-apiserver',
    name: 'cloud-provider',
    gone: '1.26',
    value: /^openstack$/,
    because: 'names the in-tree provider, which 1.26 '
    + 'removed',
  },
  { component: 'kubelet', name: 'cloud-provider', gone: '1.26', value: /^openstack$/, because: 'names the in-tree provider, which 1.26 removed' },
  { component: 'kubelet', name: 'network-plugin', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'cni-bin-dir', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'cni-conf-dir', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'container-runtime', gone: '1.27', because: 'was removed in 1.27' },
];

export const API010: Rule = {
  id: 'API010',
  severity: 'error',
  title: 'kubeadm passes a removed flag',
  why: 'The in-tree cloud providers and their flags were removed from Kubernetes. A component with an unknown flag or provider exits at '
    + 'startup.',
  fix: 'Remove the flag. An external cloud provider needs cloud-provider: external for the kubelet, and the CSI driver for volumes.',
  source: 'CHANGELOG-1.24, 1.26, 1.27',
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) {
      for (const { component, path, args } of extraArguments(item.object)) {
        for (const flag of FLAGS) {
          const value = flag.component === component ? args.get(flag.name) : undefined;
          if (value === undefined || !(flag.value ?? /./s).test(value) || view.kubernetes < minorNumber(flag.gone)) continue;
          yield { on: item, path, message: `--${flag.name} of ${component} ${flag.because}.` };
        }
      }
    }
  },
};
