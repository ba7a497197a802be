import { API014 as JUDGEMENT, unusedCloudConfig } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { on, rule } from '../rule';

export const API014 = rule(JUDGEMENT, function* (view) {
  for (const item of view.items.filter(isKubeadm)) yield* on(item, unusedCloudConfig(item.object, `1.${view.kubernetes}`));
});
