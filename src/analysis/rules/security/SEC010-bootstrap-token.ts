import { joinSecrets, SEC010 as JUDGEMENT } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { on, rule } from '../rule';

export const SEC010 = rule(JUDGEMENT, function* (view) {
  for (const item of view.items.filter(isKubeadm)) yield* on(item, joinSecrets(item.object));
});
