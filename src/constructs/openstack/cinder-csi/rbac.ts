import { controllerSidecars } from './controller';
import { CinderCsiFacts } from './resolve';
import { refuse } from '../../../core/errors';
import { CinderCsiRoleProfile } from '../../../releases/cinder-csi-profile';
import { PolicyRule } from '../../../releases/workload-profile';
import { Manifest } from '../../private/emit';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount, ServiceAccountRef } from '../../private/rbac';

/** Name of the Role and RoleBinding with the Leases of the sidecars. */
const LEASES = 'csi-cinder-leases';

/** RBAC objects of the plugins. */
interface CinderCsiRbac {
  readonly controllerServiceAccount: Manifest;
  readonly nodeServiceAccount: Manifest;
  /** With the ids of their constructs. */
  readonly roles: Array<{ readonly id: string; readonly manifest: Manifest }>;
  /** In the order of `roles`. */
  readonly bindings: Array<{ readonly id: string; readonly manifest: Manifest }>;
}

/** ServiceAccounts, roles and bindings. */
export function rbacManifests(facts: CinderCsiFacts): CinderCsiRbac {
  const accounts = {
    controller: { name: facts.accounts.controller, namespace: facts.namespace },
    node: { name: facts.accounts.node, namespace: facts.namespace },
  };
  const grants = rolesOf(facts);
  return {
    controllerServiceAccount: serviceAccount(accounts.controller),
    nodeServiceAccount: serviceAccount(accounts.node),
    roles: grants.map((grant) => ({ id: `Role-${grant.name}`, manifest: roleManifest(facts, grant) })),
    bindings: grants.map((grant) => (
      { id: `Binding-${grant.binding}`, manifest: bindingManifest(facts, grant, accounts[grant.plugin as 'controller' | 'node']) })),
  };
}

/** The roles of the release, adjusted by the props, with all rules. */
function rolesOf(facts: CinderCsiFacts): CinderCsiRoleProfile[] {
  const { profile, props, names, snapshots, leaderElection } = facts;
  const extra = extraRules(facts);
  const roles = profile.roles
    .filter((grant) => snapshots || grant.container !== 'csi-snapshotter')
    .map((grant): CinderCsiRoleProfile => {
      const shipped = (names.helm ? profile.chart?.rules?.[grant.name] : undefined) ?? grant.rules;
      const own = grant.kind === 'ClusterRole' ? extra[grant.container] ?? [] : [];
      const kept = props.namespacedLeases && grant.kind === 'ClusterRole' ? shipped.filter((rule) => !isLeaseRule(rule)) : shipped;
      return { ...grant, rules: [...kept, ...grant.plugin === 'controller' ? own : []] };
    });
  const granted = roles.some((grant) => grant.kind === 'ClusterRole' && grant.rules.some(isLeaseRule));
  if (!leaderElection || granted) return roles;
  return [...roles, {
    kind: 'Role',
    name: LEASES,
    binding: LEASES,
    container: 'csi-attacher',
    plugin: 'controller',
    rules: profile.leaderElection!.rules,
  }];
}

function extraRules({ props, profile }: CinderCsiFacts): { [container: string]: PolicyRule[] } {
  const secrets = props.secretsRbac ?? (props.clouds !== undefined && props.clouds.length > 0);
  const rules: { [container: string]: PolicyRule[] } = {};
  for (const [container, { property, options }] of Object.entries(controllerSidecars(props.controller ?? {}))) {
    if (options?.extraRules && !profile.roles.some((grant) => grant.container === container)) {
      refuse(`controller.${property}.extraRules`, `does not apply: ${container} has no role, because it does not call the API server. Remove it`);
    }
    rules[container] = [...secrets ? profile.secretRules[container] ?? [] : [], ...options?.extraRules as PolicyRule[] | undefined ?? []];
  }
  for (const [property, options] of Object.entries({ registrar: props.node?.registrar, livenessSidecar: props.node?.livenessSidecar })) {
    if (options?.extraRules) {
      refuse(`node.${property}.extraRules`, 'does not apply: sidecars of the node plugin have no role, because they do not '
      + 'call the API server. Remove it');
    }
  }
  return rules;
}

function isLeaseRule(rule: PolicyRule): boolean {
  return rule.apiGroups?.includes('coordination.k8s.io') ?? false;
}

function roleManifest({ names, namespace }: CinderCsiFacts, grant: CinderCsiRoleProfile): Manifest {
  const name = names.rbac(grant.name);
  return grant.kind === 'Role' ? role(name, namespace, grant.rules) : clusterRole(name, grant.rules);
}

function bindingManifest({ names, namespace }: CinderCsiFacts, grant: CinderCsiRoleProfile, account: ServiceAccountRef): Manifest {
  const [name, roleName] = [names.rbac(grant.binding), names.rbac(grant.name)];
  return grant.kind === 'Role' ? roleBinding(name, namespace, roleName, [account]) : clusterRoleBinding(name, roleName, [account]);
}
