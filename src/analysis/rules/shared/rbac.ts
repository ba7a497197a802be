/* The permissions of ServiceAccounts, according to the roles and bindings of the input. */
import { fields, Fields, list, text, textList } from '../../../core/fields';
import { oncePer } from '../../../core/once';
import type { ManifestObject } from '../../model/manifest-object';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';

/** One rule that a ServiceAccount has. */
export interface Grant {
  readonly rule: Fields;
  /** Namespace that it is for; undefined for all. */
  readonly namespace?: string;
}

export interface Grants {
  readonly grants: Grant[];
  /** A role that is bound to it is not in the input, so the grants are incomplete. */
  readonly open: boolean;
}

/** The permissions of a ServiceAccount; undefined if no binding names it. */
export function grantsOf(view: View, namespace: string, account: string): Grants | undefined {
  const all = allGrants(view);
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].map((group) => all.get(`group ${group}`));
  const own = all.get(`${namespace}/${account}`);
  const found = [own, ...groups].filter((g): g is Grants => g !== undefined);
  return found.length ? { grants: found.flatMap(({ grants }) => grants), open: found.some(({ open }) => open) } : undefined;
}

/** Name of the ServiceAccount that a pod runs as. */
export function accountOf(pod: PodSource): string {
  return text(pod.spec.serviceAccountName) || text(pod.spec.serviceAccount) || 'default';
}

/** Whether one of the verbs is granted on a resource such as "persistentvolumeclaims/status" of a group, in a namespace. */
export function may(grants: readonly Grant[], group: string, resource: string, verbs: readonly string[], namespace?: string): boolean {
  return grants.some(({ rule, namespace: limit }) => {
    const has = (field: string, wanted: readonly string[]) => textList(rule[field]).some((value) => value === '*' || wanted.includes(value));
    const [, sub] = resource.split('/');
    return (limit === undefined || limit === namespace) && has('apiGroups', [group]) && has('resources', [resource, ...sub ? [`*/${sub}`] : []])
      && has('verbs', verbs);
  });
}

const allGrants = oncePer((view: View): ReadonlyMap<string, Grants> => {
  const all = new Map<string, { grants: Grant[]; open: boolean }>();
  for (const binding of view.of('ClusterRoleBinding', 'RoleBinding')) {
    const role = roleOf(view, binding);
    for (const subject of list(binding.object.subjects).map(fields)) {
      const key = subjectKey(subject, binding);
      if (!key) continue;
      const entry = all.get(key) ?? { grants: [], open: false };
      all.set(key, entry);
      if (!role) entry.open = true;
      else entry.grants.push(...list(role.object.rules).map((rule) => ({ rule: fields(rule), namespace: binding.namespace || undefined })));
      if (role?.object.aggregationRule) entry.open = true;
    }
  }
  return all;
});

function roleOf(view: View, binding: ManifestObject): ManifestObject | undefined {
  const { kind, name } = fields(binding.object.roleRef);
  return view.find(kind === 'Role' ? 'Role' : 'ClusterRole', kind === 'Role' ? binding.namespace : '', name);
}

function subjectKey(subject: Fields, binding: ManifestObject): string | undefined {
  if (subject.kind === 'Group') return `group ${text(subject.name)}`;
  if (subject.kind === 'ServiceAccount') return `${text(subject.namespace) ?? binding.namespace}/${text(subject.name)}`;
  const match = /^system:serviceaccount:([^:]+):(.+)$/.exec(text(subject.name) ?? '');
  return match ? `${match[1]}/${match[2]}` : undefined;
}
