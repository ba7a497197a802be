import { JOBS_BINDING, JOBS_ROLE, RUNNER, RUNNER_SETUP } from '../examples/rbac';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';
import { manifests, replaced } from '../shared/manifests';

export const RBA004: Rule = {
  id: 'RBA004',
  severity: 'error',
  title: 'roleRef of a binding changed',
  why: 'roleRef cannot be changed: the API server refuses the update, and kubectl apply or a GitOps sync stops there.',
  fix: 'Delete the binding and create it again, or give the new one another name.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingUpdate',
  get previous() { return this.passing; },
  failing: manifests`
    ${RUNNER}
    ---
    ${replaced(JOBS_ROLE, { 'name: jobs': 'name: runner' })}
    ---
    ${replaced(JOBS_BINDING, { 'kind: Role, name: jobs': 'kind: Role, name: runner' })}
    ---
  `,
  passing: RUNNER_SETUP,
  expects: 'RoleBinding/jobs roleRef',
  * check(view) {
    for (const { item, before } of changed(view, 'RoleBinding', 'ClusterRoleBinding')) {
      if (!same(item.object.roleRef, before.object.roleRef)) yield { on: item, path: 'roleRef', message: 'roleRef differs from the last render, and cannot be changed.' };
    }
  },
};
