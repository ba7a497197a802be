import { fields } from '../../../core/fields';
import { JOBS_BINDING, RUNNER } from '../examples/rbac';
import { Rule } from '../rule';
import { manifests } from '../shared/manifests';

export const RBA009: Rule = {
  id: 'RBA009',
  severity: 'warning',
  openWorld: 'lower',
  title: 'A Role that nobody is bound to',
  why: 'A Role gives nothing by itself. Where a binding should name it and names something else, the program is refused what the Role was written for.',
  fix: 'Add a RoleBinding in the same namespace that names the Role, or remove the Role.',
  source: 'pkg/registry/rbac/validation/rule.go',
  failing: manifests`
    ${RUNNER}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: jobs, namespace: shop}
    rules: [{apiGroups: [batch], resources: [jobs], verbs: [get]}]
  `,
  get passing() {
    return manifests`
      ${this.failing}
      ---
      ${JOBS_BINDING}
    `;
  },
  expects: 'Role/jobs metadata.name',
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
