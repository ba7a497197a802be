/* An account with a role. */
import { manifests } from '../shared/manifests';

export const RUNNER = manifests`
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: runner, namespace: shop}
`;

export const JOBS_ROLE = manifests`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: Role
  metadata: {name: jobs, namespace: shop}
  rules: [{apiGroups: [batch], resources: [jobs], verbs: [get, create]}]
`;

export const JOBS_BINDING = manifests`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: {name: jobs, namespace: shop}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: jobs}
  subjects: [{kind: ServiceAccount, name: runner, namespace: shop}]
`;

/** RUNNER with all that it needs. */
export const RUNNER_SETUP = manifests`
  ${RUNNER}
  ---
  ${JOBS_ROLE}
  ---
  ${JOBS_BINDING}
  ---
`;
