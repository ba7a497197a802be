import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const RBA004: Rule = {
  id: 'RBA004',
  severity: 'error',
  title: 'roleRef of a binding changed',
  why: 'roleRef cannot be changed: the API server refuses the update, and kubectl apply or a GitOps sync stops there.',
  fix: 'Delete the binding and create it again, or give the new one another name.',
  source: 'pkg/apis/rbac/validation/validation.go ValidateRoleBindingUpdate',
  previous: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: runner, namespace: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: jobs, namespace: shop}
    rules: [{apiGroups: [batch], resources: [jobs], verbs: [get, create]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: jobs, namespace: shop}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: jobs}
    subjects: [{kind: ServiceAccount, name: runner, namespace: shop}]
    ---
  `,
  failing: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: runner, namespace: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: runner, namespace: shop}
    rules: [{apiGroups: [batch], resources: [jobs], verbs: [get, create]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: jobs, namespace: shop}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: runner}
    subjects: [{kind: ServiceAccount, name: runner, namespace: shop}]
    ---
  `,
  passing: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: runner, namespace: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: jobs, namespace: shop}
    rules: [{apiGroups: [batch], resources: [jobs], verbs: [get, create]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: jobs, namespace: shop}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: jobs}
    subjects: [{kind: ServiceAccount, name: runner, namespace: shop}]
    ---
  `,
  expects: 'RoleBinding/jobs roleRef',
  * check(view) {
    for (const { item, before } of changed(view, 'RoleBinding', 'ClusterRoleBinding')) {
      if (!same(item.object.roleRef, before.object.roleRef)) yield { on: item, path: 'roleRef', message: 'roleRef differs from the last render, and cannot be changed.' };
    }
  },
};
