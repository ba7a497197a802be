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
 * The permissions that the cloud-controller-manager uses, a subset of what a release grants.
 *
 * - Leases: only the leader election Lease, in the namespace of the pods.
 * - Secrets: only the cloud config. Nodes: no create (delete is needed: the lifecycle controller removes nodes whose server was deleted).
 *   PersistentVolumes: none since 1.22, which removed the controller that labelled them. All three as upstream after 1.36.
 * - ServiceAccounts and their tokens: only if each controller has its own ServiceAccount.
 *
 * Undefined for releases before 1.17, which lock with Endpoints.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/pull/3165
 */
export function leastPrivilege(
  minor: Minor, rules: PolicyRule[], options: { cloudConfigSecret: string; accountForEachController: boolean },
): SplitRules | undefined {
  const of = (resource: string) => rules.filter((r) => r.resources?.includes(resource));
  if (!of('leases').length) return undefined;
  const dropped = [
    'leases', 'secrets',
    ...isAtLeast(minor, '1.22') ? ['persistentvolumes'] : [],
    ...options.accountForEachController ? [] : ['serviceaccounts', 'serviceaccounts/token'],
  ];
  return {
    cluster: rules
      .filter((r) => !r.resources?.some((resource) => dropped.includes(resource)))
      .map((r) => r.resources?.includes('nodes') ? { ...r, verbs: ['get', 'list', 'watch', 'patch', 'update', 'delete'] } : r),
    namespace: [
      ...of('leases'),
      ...of('secrets').map((r) => ({ ...r, resourceNames: [options.cloudConfigSecret], verbs: ['get'] })),
    ],
  };
}

/** Built-in role that lets a server authenticate its callers. */
export const AUTH_DELEGATOR = 'system:auth-delegator';

/** Namespace of the ServiceAccounts that the controllers use with `--use-service-account-credentials=true`; fixed in the binary. */
export const CONTROLLER_ACCOUNTS_NAMESPACE = 'kube-system';

/** The rules of the pods' role: those of the chart, if it has its own. */
export function managerRules(profile: CloudControllerManagerProfile, helm: boolean): PolicyRule[] {
  return (helm ? profile.chart?.rules : undefined) ?? profile.clusterRoles[0].rules;
}
