import { fields } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA009: Rule = {
  id: 'RBA009',
  severity: 'warning',
  openWorld: 'lower',
  title: 'A Role that nobody is bound to',
  why: 'A Role gives nothing by itself. Where a binding should name it and names something else, the program is refused what the Role was written for.',
  fix: 'Add a RoleBinding in the same namespace that names the Role, or remove the Role.',
  source: 'pkg/registry/rbac/validation/rule.go',
  * check(view) {
    const bound = new Set(view.of('RoleBinding').flatMap((binding) => {
      const { kind, name } = fields(binding.object.roleRef);
      const role = kind === 'Role' ? view.find('Role', binding.namespace, name) : undefined;
      return role ? [role] : [];
    }));
    for (const item of view.of('Role')) {
      if (!bound.has(item)) yield { on: item, path: 'metadata.name', message: `no RoleBinding names the Role "${item.name}".` };
    }
  },
};
