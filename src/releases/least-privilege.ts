import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { PolicyRule } from './workload-profile';
import { isAtLeast, Minor } from '../kubernetes/minor';

/** The permissions of the cloud-controller-manager, by scope. */
interface SplitRules {
  /** Cluster-wide. */
  readonly cluster: PolicyRule[];
  /** In the namespace of the pods. */
  readonly namespace: PolicyRule[];
}

/**
 * The permissions that the cloud-controller-manager uses, a subset of what a release grants: what the audit log of a cluster shows, and what its
 * source does where the log shows nothing.
 *
 * - Leases: only the leader election Lease, in the namespace of the pods. Endpoints there too, where the lock has both.
 * - Secrets: none, as the cloud config is mounted. ConfigMaps: none but the one that `AUTHENTICATION_READER` reads.
 * - Nodes: no create (delete is needed: the lifecycle controller removes nodes whose server was deleted).
 * - PersistentVolumes: none since 1.22, which removed the controller that labelled them.
 * - Services and Events: patched, never updated; seen of 1.33 and 1.36.
 * - ServiceAccounts, their tokens and their namespace: only if each controller has its own ServiceAccount. Then nodes are only watched by the account
 *   of the pods, and neither status is written: the controllers do that, with accounts of which Kubernetes makes the roles.
 *
 * Undefined for releases before 1.17, which lock with Endpoints.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/pull/3165
 */
export function leastPrivilege(minor: Minor, rules: PolicyRule[], options: { accountForEachController: boolean }): SplitRules | undefined {
  const { accountForEachController } = options;
  const of = (resource: string) => rules.filter((r) => r.resources?.includes(resource));
  if (!of('leases').length) return undefined;
  const dropped = [
    'leases', 'secrets', 'configmaps', 'endpoints',
    ...isAtLeast(minor, '1.22') ? ['persistentvolumes'] : [],
    ...accountForEachController ? ['nodes/status', 'services/status'] : ['serviceaccounts', 'serviceaccounts/token'],
  ];
  const ofNodes = accountForEachController ? ['list', 'watch'] : ['get', 'list', 'watch', 'patch', 'update', 'delete'];
  const needed = (r: PolicyRule): PolicyRule => {
    if (r.resources?.includes('nodes')) return { ...r, verbs: ofNodes };
    const isPatched = isAtLeast(minor, '1.33') && r.resources?.some((resource) => ['services', 'events'].includes(resource));
    return isPatched ? { ...r, verbs: r.verbs.filter((verb) => verb !== 'update') } : r;
  };
  const namespaceOfAccounts: PolicyRule = {
    apiGroups: [''],
    resources: ['namespaces'],
    resourceNames: [CONTROLLER_ACCOUNTS_NAMESPACE],
    verbs: ['get'],
  };
  return {
    cluster: [
      ...rules.filter((r) => !r.resources?.some((resource) => dropped.includes(resource))).map(needed),
      ...accountForEachController ? [namespaceOfAccounts] : [],
    ],
    namespace: [
      ...of('leases'),
      ...isAtLeast(minor, '1.20') ? [] : of('endpoints').map((r) => ({ ...r, verbs: ['get', 'create', 'update'] })),
    ],
  };
}

/**
 * Built-in Role in kube-system: how the API server wants requests to be authenticated that it passes on. The controller manager reads it at its
 * start.
 */
export const AUTHENTICATION_READER = 'extension-apiserver-authentication-reader';

/** Built-in role that lets a server authenticate its callers. */
export const AUTH_DELEGATOR = 'system:auth-delegator';

/** Namespace of the ServiceAccounts that the controllers use with `--use-service-account-credentials=true`; fixed in the binary. */
export const CONTROLLER_ACCOUNTS_NAMESPACE = 'kube-system';

/** The rules of the pods' role: those of the chart, if it has its own. */
export function managerRules(profile: CloudControllerManagerProfile, helm: boolean): PolicyRule[] {
  return (helm ? profile.chart?.rules : undefined) ?? profile.clusterRoles[0].rules;
}
