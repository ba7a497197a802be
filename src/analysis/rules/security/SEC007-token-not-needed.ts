import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const SEC007: Rule = {
  id: 'SEC007',
  severity: 'info',
  preset: 'strict',
  title: 'A node plugin is given a token that it may not need',
  why: 'Each pod gets a token of its ServiceAccount unless it says otherwise. A node plugin runs privileged on every node, so the token is everywhere; the Cinder node plugin and the registrar never talk to the API server.',
  fix: 'Set automountServiceAccountToken: false, if the driver needs no API.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml',
  * check(view) {
    for (const pod of view.pods) {
      if (!nodePlugin(pod)) continue;
      const account = view.find('ServiceAccount', pod.namespace, text(pod.spec.serviceAccountName) ?? text(pod.spec.serviceAccount) ?? 'default');
      if ((pod.spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken) === false) continue;
      yield { on: pod.item, path: `${pod.path}.automountServiceAccountToken`, message: 'every node holds the token of this node plugin.' };
    }
  },
};
