import { API013 as JUDGEMENT, superfluousRuntimeConfig } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { on, Rule } from '../rule';

export const API013: Rule = {
  ...JUDGEMENT,
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) yield* on(item, superfluousRuntimeConfig(item.object));
  },
};
