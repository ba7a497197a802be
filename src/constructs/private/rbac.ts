import { Manifest } from './emit';
import { PolicyRule } from '../../releases/workload-profile';

const API_VERSION = 'rbac.authorization.k8s.io/v1';

/** Who a binding is for. */
export interface ServiceAccountRef {
  readonly name: string;
  readonly namespace: string;
}

export function serviceAccount({ name, namespace }: ServiceAccountRef, metadata: object = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, ...metadata } };
}

export function clusterRole(name: string, rules: PolicyRule[], metadata: object = {}): Manifest {
  return { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name, ...metadata }, rules };
}

export function role(name: string, namespace: string, rules: PolicyRule[], metadata: object = {}): Manifest {
  return { apiVersion: API_VERSION, kind: 'Role', metadata: { name, namespace, ...metadata }, rules };
}

/** Binds the ClusterRole `roleName` to service accounts, in the whole cluster. */
export function clusterRoleBinding(name: string, roleName: string, subjects: ServiceAccountRef[], metadata: object = {}): Manifest {
  return { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: { name, ...metadata }, ...bound('ClusterRole', roleName, subjects) };
}

/** Binds the Role `roleName` of the same namespace to service accounts. */
export function roleBinding(name: string, namespace: string, roleName: string, subjects: ServiceAccountRef[], metadata: object = {}): Manifest {
  return { apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { name, namespace, ...metadata }, ...bound('Role', roleName, subjects) };
}

function bound(kind: string, roleName: string, subjects: ServiceAccountRef[]): object {
  return {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: roleName },
    subjects: subjects.map(({ name, namespace }) => ({ kind: 'ServiceAccount', name, namespace })),
  };
}
