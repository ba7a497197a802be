import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const SEC007: Rule = {
  id: 'SEC007',
  severity: 'info',
  preset: 'strict',
  title: 'Node plugin mounts a ServiceAccount token',
  why: 'Every pod gets a token of its ServiceAccount by default. A node plugin runs on every node, so the token does too; the Cinder '
    + 'node plugin and the registrar do not use the API server.',
  fix: 'Set automountServiceAccountToken: false if the driver does not use the API.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml',
  * check(view) {
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
  },
};
