import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { BUILT_IN_ROLES } from '../shared/rbac';

export const RBA001: Rule = {
  id: 'RBA001',
  severity: 'error',
  openWorld: 'lower',
  title: 'A binding names a role that does not exist',
  why: 'The API server accepts a binding to nothing. Whoever it is for gets no permission, and roleRef cannot be changed later: the binding has to be deleted and made anew.',
  fix: 'Correct roleRef, or add the role.',
  source: 'pkg/registry/rbac/validation/rule.go',
  * check(view) {
    for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
      const { kind, name } = fields(item.object.roleRef);
      if (typeof name !== 'string' || (kind !== 'Role' && (kind !== 'ClusterRole' || BUILT_IN_ROLES.test(name)))) continue;
      const namespace = kind === 'Role' ? item.namespace : '';
      if (view.find(kind, namespace, name)) continue;
      const near = view.of(kind).find((role) => role.namespace === namespace && (role.name.startsWith(name) || name.startsWith(role.name)));
      yield { on: item, path: 'roleRef.name', message: `there is no ${kind} "${name}"${near ? `, but there is "${near.name}"` : ''}.`, fix: near ? `Write "${near.name}", if that is meant.` : undefined };
    }
  },
};
