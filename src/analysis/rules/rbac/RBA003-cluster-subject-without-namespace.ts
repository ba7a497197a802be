import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { Rule } from '../rule';

export const RBA003: Rule = {
  id: 'RBA003',
  severity: 'error',
  title: 'ServiceAccount without namespace in a ClusterRoleBinding',
  why: 'A RoleBinding defaults the namespace of a subject to its own; a ClusterRoleBinding has none. The API server rejects it.',
  fix: 'Set the namespace of the ServiceAccount.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingSubject',
  * check(view) {
    for (const item of view.of('ClusterRoleBinding')) {
      for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
        if (subject.kind === 'ServiceAccount' && !text(subject.namespace)) {
          yield { on: item, path: `subjects[${i}].namespace`, message: `ServiceAccount "${shown(subject.name)}" has no namespace.` };
        }
      }
    }
  },
};
