/* What a ServiceAccount may do, as far as the input says. Source: pkg/registry/rbac/validation/rule.go. */
import builtIn from './built-in-roles.json';
import { fields, list, text, textList } from '../../inventory/access';
import { labelSelector, matches } from '../../inventory/selectors';
import type { Item } from '../view/item';
import type { View } from '../view/view';

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** The rules of an account; those of RoleBindings hold in one namespace. */
export interface Grant {
  readonly rules: ReadonlyArray<PolicyRule & { readonly namespace?: string }>;
  /** Some binding of the account names a role that the input does not hold: it may be allowed more. */
  readonly incomplete: boolean;
  /** Bindings that name the account. */
  readonly bindings: number;
}

/** Something that somebody wants to do. */
export interface Need {
  readonly group: string;
  /** With a subresource: "volumeattachments/status". */
  readonly resource: string;
  readonly verb: string;
  /** Where; absent for what lives outside of namespaces, or for all of them. */
  readonly namespace?: string;
}

const BUILT_IN = builtIn as unknown as { readonly [role: string]: readonly PolicyRule[] };

export function isBuiltInRole(name: string): boolean {
  return name.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);
}

/** What a ServiceAccount is allowed by the bindings of the input. */
export function grantOf(view: View, namespace: string, account: string): Grant {
  const rules: Array<PolicyRule & { namespace?: string }> = [];
  let incomplete = false;
  let bindings = 0;
  for (const binding of view.of('ClusterRoleBinding', 'RoleBinding')) {
    if (!list(binding.object.subjects).some((subject) => isAccount(fields(subject), binding, namespace, account))) continue;
    bindings++;
    const found = rulesOfRole(view, binding);
    if (!found) incomplete = true;
    else for (const rule of found) rules.push(binding.kind === 'RoleBinding' ? { ...rule, namespace: binding.namespace } : rule);
  }
  return { rules, incomplete, bindings };
}

export function allows(grant: Grant, need: Need): boolean {
  return grant.rules.some((rule) => (rule.namespace === undefined || rule.namespace === need.namespace) && !rule.resourceNames?.length
    && covers(rule.verbs, need.verb) && covers(rule.apiGroups, need.group)
    && (covers(rule.resources, need.resource) || (need.resource.includes('/') && rule.resources.includes(`*/${need.resource.split('/')[1]}`))));
}

export function policyRules(role: Item): PolicyRule[] {
  return list(role.object.rules).map((rule) => ({
    apiGroups: textList(fields(rule).apiGroups),
    resources: textList(fields(rule).resources),
    verbs: textList(fields(rule).verbs),
    resourceNames: textList(fields(rule).resourceNames),
  }));
}

/** The rules of the role that a binding names; undefined where they are not known. */
function rulesOfRole(view: View, binding: Item): readonly PolicyRule[] | undefined {
  const { kind, name } = fields(binding.object.roleRef);
  if (name === 'cluster-admin') return [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  const role = kind === 'Role' ? view.find('Role', binding.namespace, name) : view.find('ClusterRole', '', name);
  if (!role) return kind === 'ClusterRole' && Object.hasOwn(BUILT_IN, String(name)) ? BUILT_IN[String(name)] : undefined;
  const selectors = list(fields(role.object.aggregationRule).clusterRoleSelectors).map((s) => labelSelector(s) ?? []);
  const parts = selectors.length ? view.of('ClusterRole').filter((other) => selectors.some((selector) => matches(selector, other.labels))) : [];
  return [role, ...parts].flatMap(policyRules);
}

function isAccount(subject: { readonly [key: string]: any }, binding: Item, namespace: string, account: string): boolean {
  const name = text(subject.name);
  if (subject.kind === 'ServiceAccount') return name === account && (text(subject.namespace) ?? binding.namespace) === namespace;
  if (subject.kind === 'User') return name === `system:serviceaccount:${namespace}:${account}`;
  return subject.kind === 'Group' && ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].includes(name ?? '');
}

function covers(values: readonly string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}
