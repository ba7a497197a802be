import { ManilaCsiFacts } from './resolve';
import { PolicyRule } from '../../../releases/workload-profile';
import { Manifest } from '../../private/emit';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../../private/rbac';

/** RBAC objects of one plugin. */
export interface PluginRbac {
  readonly serviceAccount: Manifest;
  readonly roles: Manifest[];
  readonly bindings: Manifest[];
}

/** ServiceAccount, roles and bindings of a plugin, all of one name. */
export function pluginRbac(facts: ManilaCsiFacts, which: 'controller' | 'node'): PluginRbac {
  const { names, namespace, profile } = facts;
  const { name, labels } = names[which];
  const account = { name, namespace };
  const own = which === 'controller' ? [role(name, namespace, profile.controller.namespaceRules, { labels })] : [];
  return {
    serviceAccount: serviceAccount(account, { labels }),
    roles: [...clusterRoles(facts, which, profile[which].rules), ...own],
    bindings: [clusterRoleBinding(name, name, [account], { labels }), ...own.map(() => roleBinding(name, namespace, name, [account], { labels }))],
  };
}

/**
 * The aggregating ClusterRole has no field `rules`: the control plane fills it in, and a server-side apply of "rules: []", as upstream's, conflicts
 * with it (kubernetes/cloud-provider-openstack#3127).
 */
function clusterRoles({ props, names }: ManilaCsiFacts, which: 'controller' | 'node', rules: PolicyRule[]): Manifest[] {
  const { name, labels, aggregates } = names[which];
  if (props.aggregatedRoles === false) return [clusterRole(name, rules, { labels })];
  const { rules: _, ...aggregating } = clusterRole(name, [], { labels });
  return [
    { ...aggregating, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [aggregates]: 'true' } }] } } as Manifest,
    clusterRole(`${name}-rules`, rules, { labels: { ...labels, [aggregates]: 'true' } }),
  ];
}
