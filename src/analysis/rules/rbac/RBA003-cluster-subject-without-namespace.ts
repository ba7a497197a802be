import { fields, list, text } from '../../../core/fields';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const RBA003: Rule = {
  id: 'RBA003',
  severity: 'error',
  title: 'A ServiceAccount in a ClusterRoleBinding without namespace',
  why: 'A RoleBinding fills in its own namespace, a ClusterRoleBinding has none: the API server refuses it.',
  fix: 'Add the namespace of the ServiceAccount.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingSubject',
  * check(view) {
    for (const item of view.of('ClusterRoleBinding')) {
      for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
        if (subject.kind === 'ServiceAccount' && !text(subject.namespace)) yield { on: item, path: `subjects[${i}].namespace`, message: `the ServiceAccount "${shown(subject.name)}" has no namespace.` };
      }
    }
  },
};
