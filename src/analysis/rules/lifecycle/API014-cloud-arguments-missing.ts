import { API014 as JUDGEMENT, unusedCloudConfig } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { on, Rule } from '../rule';

export const API014: Rule = {
  ...JUDGEMENT,
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) yield* on(item, unusedCloudConfig(item.object, `1.${view.kubernetes}`));
  },
};
