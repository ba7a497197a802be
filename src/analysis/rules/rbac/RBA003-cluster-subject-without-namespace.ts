import { fields, list, text } from '../../../core/fields';
import { RUNNER } from '../examples/rbac';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { shown } from '../shared/words';

export const RBA003: Rule = {
  id: 'RBA003',
  severity: 'error',
  title: 'A ServiceAccount in a ClusterRoleBinding without namespace',
  why: 'A RoleBinding fills in its own namespace, a ClusterRoleBinding has none: the API server refuses it.',
  fix: 'Add the namespace of the ServiceAccount.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingSubject',
  failing: manifests`
    ${RUNNER}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: jobs}
    rules: [{apiGroups: [batch], resources: [jobs], verbs: [get, create]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: jobs}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: jobs}
    subjects: [{kind: ServiceAccount, name: runner}]
    ---
  `,
  get passing() { return replaced(this.failing, { '{kind: ServiceAccount, name: runner}': '{kind: ServiceAccount, name: runner, namespace: shop}' }); },
  expects: 'ClusterRoleBinding/jobs subjects[0].namespace',
  * check(view) {
    for (const item of view.of('ClusterRoleBinding')) {
      for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
        if (subject.kind === 'ServiceAccount' && !text(subject.namespace)) yield { on: item, path: `subjects[${i}].namespace`, message: `the ServiceAccount "${shown(subject.name)}" has no namespace.` };
      }
    }
  },
};
