import { fields, list, text } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA010: Rule = {
  id: 'RBA010',
  severity: 'info',
  title: 'A binding fixes the namespace of an account that has none',
  why: 'The ServiceAccount goes wherever it is applied, and the permission stays in the namespace that the binding names. Applied to any other, the pods run and are forbidden everything.',
  fix: 'Write the same namespace in the ServiceAccount and in what uses it.',
  source: 'pkg/registry/rbac/validation/rule.go appliesToUser',
  * check(view) {
    for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
      for (const [i, { kind, name, namespace }] of list(item.object.subjects).map(fields).entries()) {
        const account = kind === 'ServiceAccount' && text(namespace) ? view.find('ServiceAccount', namespace, name) : undefined;
        if (!account || account.placed) continue;
        yield { on: item, path: `subjects[${i}].namespace`, message: `the subject is fixed to the namespace "${namespace}", and the ServiceAccount "${account.name}" has none.` };
      }
    }
  },
};
