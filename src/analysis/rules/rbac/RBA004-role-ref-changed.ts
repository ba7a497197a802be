import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const RBA004: Rule = {
  id: 'RBA004',
  severity: 'error',
  title: 'roleRef of a binding changed',
  why: 'roleRef is immutable. The API server rejects the update, and kubectl apply or a GitOps sync stops there.',
  fix: 'Delete the binding and create it again, or give the new one another name.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'RoleBinding', 'ClusterRoleBinding')) {
      if (!same(item.object.roleRef, before.object.roleRef)) {
        yield { on: item, path: 'roleRef', message: 'roleRef differs from the previous render, but is immutable.' };
      }
    }
  },
};
