import { fields, list, text } from '../../../core/fields';
import { rule } from '../rule';

export const RBA010 = rule('RBA010', function* (view) {
  for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
    for (const [i, { kind, name, namespace }] of list(item.object.subjects).map(fields).entries()) {
      const account = kind === 'ServiceAccount' && text(namespace) ? view.find('ServiceAccount', namespace, name) : undefined;
      if (!account || account.placed) continue;
      yield {
        on: item,
        path: `subjects[${i}].namespace`,
        message: `the subject is fixed to namespace "${namespace}", but ServiceAccount "${account.name}" sets none.`,
      };
    }
  }
});
