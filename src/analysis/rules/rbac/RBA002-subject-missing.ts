import { fields, list, text } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA002: Rule = {
  id: 'RBA002',
  severity: 'error',
  openWorld: 'lower',
  title: 'Binding to a missing ServiceAccount',
  why: 'The permissions go to an account that no pod uses, often because a namespace was changed in only one place. The pods of the '
    + 'real account get "forbidden".',
  fix: 'Correct the name and namespace of the subject.',
  source: 'pkg/registry/rbac/validation/rule.go appliesToUser',
  * check(view) {
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
  },
};

/** Accounts that the controllers of Kubernetes and the cloud controller manager create for themselves. */
const CONTROLLERS = [
  'cloud-node-controller', 'pvl-controller', 'node-controller', 'service-controller', 'route-controller', 'cloud-provider', 'persistent-volume-binder',
  'attachdetach-controller', 'expand-controller', 'generic-garbage-collector', 'namespace-controller',
];

/** With this flag, a controller manager creates an account for each controller. */
const OWN_ACCOUNTS = '--use-service-account-credentials=true';

/** The accounts that the OpenStack provider then creates for itself. Source: pkg/openstack/openstack.go, Initialize, of v1.23.0 and v1.23.1. */
const PROVIDER = ['cloud-provider-openstack', 'cloud-controller-manager'];
