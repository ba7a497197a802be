import { fields } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA009: Rule = {
  id: 'RBA009',
  severity: 'warning',
  openWorld: 'lower',
  title: 'Role without a binding',
  why: 'A Role grants nothing without a RoleBinding. If a binding should name it but names another role, the program lacks the '
    + 'permissions.',
  fix: 'Add a RoleBinding in the same namespace that names the Role, or remove the Role.',
  source: 'pkg/registry/rbac/validation/rule.go',
  * check(view) {
    const bound = new Set(view.of('RoleBinding').flatMap((binding) => {
      const { kind, name } = fields(binding.object.roleRef);
      const role = kind === 'Role' ? view.find('Role', binding.namespace, name) : undefined;
      return role ? [role] : [];
    }));
    for (const item of view.of('Role')) {
      if (!bound.has(item)) yield { on: item, path: 'metadata.name', message: `no RoleBinding names Role "${item.name}".` };
    }
  },
};
