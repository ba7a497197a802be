import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isBuiltInRole } from '../../../kubernetes/built-in-roles';
import { about, rule } from '../rule';
import { immutable } from '../shared/changes';

export const RBA001 = rule('RBA001', function* (view) {
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    const { kind, name } = fields(item.object.roleRef);
    if (typeof name !== 'string' || (kind !== 'Role' && kind !== 'ClusterRole')) continue;
    const namespace = kind === 'Role' ? item.namespace : '';
    if (isBuiltInRole(kind, namespace, name) || view.find(kind, namespace, name)) continue;
    const near = view.of(kind).find((role) => role.namespace === namespace && (role.name.startsWith(name) || name.startsWith(role.name)));
    yield about(item, 'roleRef.name',
      `${kind} "${name}" is not in the input${near ? `, but "${near.name}" is` : ''}.`,
      { fix: near ? `Write "${near.name}" if that role is meant.` : undefined });
  }
});

/** Accounts that the controllers of Kubernetes and the cloud controller manager create for themselves. */
const CONTROLLERS = [
  'cloud-node-controller', 'pvl-controller', 'node-controller', 'service-controller', 'route-controller', 'cloud-provider',
  'persistent-volume-binder',
  'attachdetach-controller', 'expand-controller', 'generic-garbage-collector', 'namespace-controller',
];

/** With this flag, a controller manager creates an account for each controller. */
const OWN_ACCOUNTS = '--use-service-account-credentials=true';

/** The accounts that the OpenStack provider then creates for itself. Source: pkg/openstack/openstack.go, Initialize, of v1.23.0 and v1.23.1. */
const PROVIDER = ['cloud-provider-openstack', 'cloud-controller-manager'];

export const RBA002 = rule('RBA002', function* (view) {
  const accounts = view.of('ServiceAccount');
  const ownAccounts = view.pods.some((pod) => pod.containers.some(({ args }) => args.includes(OWN_ACCOUNTS)));
  const made = ownAccounts ? [...CONTROLLERS, ...PROVIDER] : CONTROLLERS;
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
      const namespace = text(subject.namespace) ?? item.namespace;
      const { kind, name } = subject;
      if (kind !== 'ServiceAccount' || typeof name !== 'string' || name === 'default' || !namespace || namespace === 'kube-system'
        && made.includes(name)) {
        continue;
      }
      const elsewhere = accounts.find((account) => account.name === name);
      if (view.find('ServiceAccount', namespace, name) || elsewhere && !elsewhere.placed) continue;
      yield about(item, `subjects[${i}]`,
        `ServiceAccount "${name}" is not in namespace "${namespace}"${elsewhere ? `, but in "${elsewhere.namespace}"` : ''}.`);
    }
  }
});

export const RBA003 = rule('RBA003', function* (view) {
  for (const item of view.of('ClusterRoleBinding')) {
    for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
      if (subject.kind === 'ServiceAccount' && !text(subject.namespace)) {
        yield about(item, `subjects[${i}].namespace`, `ServiceAccount "${shown(subject.name)}" has no namespace.`);
      }
    }
  }
});

export const RBA004 = rule('RBA004', (view) => immutable(view, ['RoleBinding', 'ClusterRoleBinding']));

export const RBA009 = rule('RBA009', function* (view) {
  const bound = new Set(view.of('RoleBinding').flatMap((binding) => {
    const { kind, name } = fields(binding.object.roleRef);
    const role = kind === 'Role' ? view.find('Role', binding.namespace, name) : undefined;
    return role ? [role] : [];
  }));
  for (const item of view.of('Role')) {
    if (!bound.has(item)) yield about(item, 'metadata.name', `no RoleBinding names Role "${item.name}".`);
  }
});

export const RBA010 = rule('RBA010', function* (view) {
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    for (const [i, { kind, name, namespace }] of list(item.object.subjects).map(fields).entries()) {
      if (kind !== 'ServiceAccount' || !text(namespace)) continue;
      const account = view.find('ServiceAccount', namespace, name) ?? view.of('ServiceAccount').find((other) => other.name === name);
      if (!account || account.placed) continue;
      yield about(item, `subjects[${i}].namespace`,
        `the subject is fixed to namespace "${namespace}", but ServiceAccount "${account.name}" sets none.`,
        { severity: account.namespace === namespace ? undefined : 'warning' });
    }
  }
});
