import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { PolicyRule } from './workload-profile';
import { isAtLeast, Minor } from '../kubernetes/minor';

/** The rights of the cloud-controller-manager, split by where they are needed. */
export interface SplitRules {
  /** In the whole cluster. */
  readonly cluster: PolicyRule[];
  /** In the namespace of the pods. */
  readonly namespace: PolicyRule[];
}

/**
 * The rights that the cloud-controller-manager uses, out of those that a release grants it.
 *
 * - Leases: only its lock, in the namespace of the pods.
 * - Secrets: only the cloud config. Nodes: no creation (deletion stays: the lifecycle controller removes nodes whose server is gone).
 *   PersistentVolumes: none since 1.22, when the controller that labelled them left. All three as upstream after 1.36.
 * - ServiceAccounts and their tokens: only where each controller has an account of its own.
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

/** The role that lets a server check the tokens of its callers; Kubernetes has it built in. */
export const AUTH_DELEGATOR = 'system:auth-delegator';

/** Namespace of the accounts that the controllers use with `--use-service-account-credentials=true`; fixed in the binary. */
export const CONTROLLER_ACCOUNTS_NAMESPACE = 'kube-system';

/** The rules of the role of the pods: those of the chart, where the chart has its own. */
export function managerRules(profile: CloudControllerManagerProfile, helm: boolean): PolicyRule[] {
  return (helm ? profile.chart?.rules : undefined) ?? profile.clusterRoles[0].rules;
}
