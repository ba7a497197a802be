import { API013 as JUDGEMENT, superfluousRuntimeConfig } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { on, rule } from '../rule';

export const API013 = rule(JUDGEMENT, function* (view) {
  for (const item of view.items.filter(isKubeadm)) yield* on(item, superfluousRuntimeConfig(item.object));
});
