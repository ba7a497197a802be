import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import { REMOVED_FLAGS } from '../../../kubernetes/removed-flags';
import { Rule } from '../rule';

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
        for (const flag of REMOVED_FLAGS) {
          const value = flag.component === component ? args.get(flag.name) : undefined;
          if (value === undefined || !(flag.value ?? /./s).test(value) || view.kubernetes < minorNumber(flag.gone)) continue;
          yield { on: item, path, message: `--${flag.name} of ${component} ${flag.because}.` };
        }
      }
    }
  },
};
