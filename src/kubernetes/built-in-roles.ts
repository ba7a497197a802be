/** ClusterRoles that kube-apiserver creates. */
const CLUSTER_ROLES = /^(system:.*|cluster-admin|admin|edit|view)$/;

/**
 * Roles that kube-apiserver creates, by namespace.
 *
 * Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/namespace_policy.go
 */
const ROLES: { readonly [namespace: string]: readonly string[] } = {
  'kube-system': [
    'extension-apiserver-authentication-reader', 'system:controller:bootstrap-signer', 'system:controller:cloud-provider',
    'system:controller:token-cleaner',
    'system::leader-locking-kube-controller-manager', 'system::leader-locking-kube-scheduler',
  ],
  'kube-public': ['system:controller:bootstrap-signer'],
};

/** Whether every cluster has a role. The namespace is "" for a ClusterRole. */
export function isBuiltInRole(kind: string, namespace: string, name: string): boolean {
  return kind === 'ClusterRole' ? CLUSTER_ROLES.test(name) : Object.hasOwn(ROLES, namespace) && ROLES[namespace].includes(name);
}
