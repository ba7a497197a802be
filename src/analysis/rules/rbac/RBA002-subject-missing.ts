import { fields, list, text } from '../../../core/fields';
import { rule } from '../rule';

export const RBA002 = rule('RBA002', function* (view) {
  const accounts = view.of('ServiceAccount');
  const ownAccounts = view.pods.some((pod) => pod.containers.some(({ args }) => args.includes(OWN_ACCOUNTS)));
  const made = ownAccounts ? [...CONTROLLERS, ...PROVIDER] : CONTROLLERS;
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
      const namespace = text(subject.namespace) ?? item.namespace;
      const { kind, name } = subject;
      if (kind !== 'ServiceAccount' || typeof name !== 'string' || name === 'default' || !namespace || namespace === 'kube-system' && made.includes(name)) {
        continue;
      }
      if (view.find('ServiceAccount', namespace, name)) continue;
      const elsewhere = accounts.find((account) => account.name === name);
      yield {
        on: item,
        path: `subjects[${i}]`,
        message: `ServiceAccount "${name}" is not in namespace "${namespace}"${elsewhere ? `, but in "${elsewhere.namespace}"` : ''}.`,
      };
    }
  }
});

/** Accounts that the controllers of Kubernetes and the cloud controller manager create for themselves. */
const CONTROLLERS = [
  'cloud-node-controller', 'pvl-controller', 'node-controller', 'service-controller', 'route-controller', 'cloud-provider', 'persistent-volume-binder',
  'attachdetach-controller', 'expand-controller', 'generic-garbage-collector', 'namespace-controller',
];

/** With this flag, a controller manager creates an account for each controller. */
const OWN_ACCOUNTS = '--use-service-account-credentials=true';

/** The accounts that the OpenStack provider then creates for itself. Source: pkg/openstack/openstack.go, Initialize, of v1.23.0 and v1.23.1. */
const PROVIDER = ['cloud-provider-openstack', 'cloud-controller-manager'];
