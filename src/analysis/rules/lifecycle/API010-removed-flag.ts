import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import { REMOVED_FLAGS } from '../../../kubernetes/removed-flags';
import { rule } from '../rule';

export const API010 = rule('API010', function* (view) {
  for (const item of view.items.filter(isKubeadm)) {
    for (const { component, path, args } of extraArguments(item.object)) {
      for (const flag of REMOVED_FLAGS) {
        const value = flag.component === component ? args.get(flag.name) : undefined;
        if (value === undefined || !(flag.value ?? /./s).test(value) || view.kubernetes < minorNumber(flag.gone)) continue;
        yield { on: item, path, message: `--${flag.name} of ${component} ${flag.because}.` };
      }
    }
  }
});
