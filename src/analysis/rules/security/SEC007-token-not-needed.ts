import { text } from '../../../core/fields';
import { rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const SEC007 = rule('SEC007', function* (view) {
  for (const pod of view.pods) {
    if (!nodePlugin(pod)) continue;
    const account = view.find('ServiceAccount', pod.namespace, text(pod.spec.serviceAccountName) ?? text(pod.spec.serviceAccount) ?? 'default');
    if ((pod.spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken) === false) continue;
    yield {
      on: pod.item,
      path: `${pod.path}.automountServiceAccountToken`,
      message: 'every node gets a ServiceAccount token of this node plugin.',
    };
  }
});
