import { fields, list } from '../../../core/fields';
import { Rule } from '../rule';
import { isKubeadm } from '../shared/kubeadm';

export const SEC010: Rule = {
  id: 'SEC010',
  severity: 'warning',
  title: 'A token to join the cluster is written down',
  why: 'Whoever has it can add a machine to the cluster, with the rights of a node, as long as it is valid; with a certificate key even a control plane.',
  fix: 'Make tokens when they are needed (`kubeadm token create`), with a short life, and hand them over by cloud-init or by hand.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) {
      const { object } = item;
      const found = [
        ['discovery.bootstrapToken.token', fields(fields(object.discovery).bootstrapToken).token],
        ['discovery.tlsBootstrapToken', fields(object.discovery).tlsBootstrapToken],
        ...list(object.bootstrapTokens).map((token, i) => [`bootstrapTokens[${i}].token`, fields(token).token]),
        ['certificateKey', object.certificateKey],
        ['controlPlane.certificateKey', fields(object.controlPlane).certificateKey],
      ].find(([, value]) => typeof value === 'string' && /^([a-z0-9]{6}\.[a-z0-9]{16}|[0-9a-f]{64})$/.test(value));
      if (found) yield { on: item, path: found[0], message: `${found[0]} lets a machine join the cluster.` };
    }
  },
};
