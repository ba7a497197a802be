import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { BUILT_IN_ROLES } from '../shared/rbac';

export const RBA001: Rule = {
  id: 'RBA001',
  severity: 'error',
  openWorld: 'lower',
  title: 'Binding to a missing role',
  why: 'The API server accepts a binding to a role that does not exist, and its subjects get no permissions. roleRef is immutable, so '
    + 'correcting it later means deleting and recreating the binding.',
  fix: 'Correct roleRef, or add the role.',
  source: 'pkg/registry/rbac/validation/rule.go',
  * check(view) {
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
  },
};
