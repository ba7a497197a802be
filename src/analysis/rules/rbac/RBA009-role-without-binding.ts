import { fields } from '../../../core/fields';
import { rule } from '../rule';

export const RBA009 = rule('RBA009', function* (view) {
  const bound = new Set(view.of('RoleBinding').flatMap((binding) => {
    const { kind, name } = fields(binding.object.roleRef);
    const role = kind === 'Role' ? view.find('Role', binding.namespace, name) : undefined;
    return role ? [role] : [];
  }));
  for (const item of view.of('Role')) {
    if (!bound.has(item)) yield { on: item, path: 'metadata.name', message: `no RoleBinding names Role "${item.name}".` };
  }
});
