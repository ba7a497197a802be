import { fields } from '../../../core/fields';
import { rule } from '../rule';
import { BUILT_IN_ROLES } from '../shared/rbac';

export const RBA001 = rule('RBA001', function* (view) {
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    const { kind, name } = fields(item.object.roleRef);
    if (typeof name !== 'string' || (kind !== 'Role' && (kind !== 'ClusterRole' || BUILT_IN_ROLES.test(name)))) continue;
    const namespace = kind === 'Role' ? item.namespace : '';
    if (view.find(kind, namespace, name)) continue;
    const near = view.of(kind).find((role) => role.namespace === namespace && (role.name.startsWith(name) || name.startsWith(role.name)));
    yield {
      on: item,
      path: 'roleRef.name',
      message: `${kind} "${name}" is not in the input${near ? `, but "${near.name}" is` : ''}.`,
      fix: near ? `Write "${near.name}" if that role is meant.` : undefined,
    };
  }
});
