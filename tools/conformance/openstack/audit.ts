/* Rights: what each ServiceAccount asked for in the run, what it was denied, and what it was granted and never used. */
import { VARIANTS } from './cluster';
import { KubeObject, Kubernetes } from './kubernetes';
import { Live } from './scenario';
import { Table } from './table';
import { UNUSED } from './unused-rights';

interface Asked {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly code: number;
}

/** The ServiceAccounts of what was applied, and whether each of their rights has to be explained. */
interface Subjects {
  readonly table: Table;
  readonly kubernetes: Kubernetes;
  readonly objects: readonly KubeObject[];
  readonly namespace: string;
  readonly accounts: ReadonlySet<string>;
  readonly least: boolean;
  /** Requests of a run in which they work. */
  readonly atLeast: number;
}

function requestsOf({ kubernetes, namespace: own, accounts }: Subjects): Map<string, Asked[]> {
  const prefix = `system:serviceaccount:${own}:`;
  const byAccount = new Map<string, Asked[]>();
  for (const { user, verb, objectRef, responseStatus, requestURI } of kubernetes.audit()) {
    const account = user.username.startsWith(prefix) ? user.username.slice(prefix.length) : undefined;
    if (account === undefined || !accounts.has(account)) continue;
    const { apiGroup: group = '', resource, subresource, namespace, name } = objectRef ?? {};
    const path = resource === undefined ? requestURI.split('?')[0] : `${resource}${subresource ? `/${subresource}` : ''}`;
    const list = byAccount.get(account) ?? byAccount.set(account, []).get(account)!;
    list.push({ verb, group, resource: path, namespace, name, code: responseStatus?.code ?? 0 });
  }
  return byAccount;
}

interface Grant {
  readonly role: string;
  readonly namespace?: string;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly names?: string[];
}

/** Every verb on every resource that the rendered roles give to an account. */
function grantsOf(objects: readonly KubeObject[], account: string): Grant[] {
  const bindings = objects.filter(({ kind, subjects }) => /RoleBinding$/.test(kind)
    && subjects?.some((one: any) => one.kind === 'ServiceAccount' && one.name === account));
  return bindings.flatMap((binding) => {
    const role = objects.find(({ kind, metadata }) => kind === binding.roleRef.kind && metadata.name === binding.roleRef.name
      && (kind === 'ClusterRole' || metadata.namespace === binding.metadata.namespace));
    const namespace = binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
    return (role?.rules ?? []).flatMap(({ verbs = [], apiGroups = [], resources = [], resourceNames }: any) =>
      verbs.flatMap((verb: string) => apiGroups.flatMap(
        (group: string) => resources.map((resource: string) => ({
          role: role!.metadata.name,
          namespace,
          verb,
          group,
          resource,
          names: resourceNames,
        })))));
  });
}

function covers(grant: Grant, asked: Asked): boolean {
  // Informers watch; servers before Kubernetes 1.34 make them list first.
  return (grant.verb === '*' || grant.verb === asked.verb || (grant.verb === 'list' && asked.verb === 'watch'))
    && (grant.group === '*' || grant.group === asked.group) && (grant.resource === '*' || grant.resource === asked.resource)
    && (grant.namespace === undefined || grant.namespace === asked.namespace)
    && (grant.names === undefined || ['list', 'watch'].includes(asked.verb) || grant.names.includes(asked.name ?? ''));
}

export async function reportRights({ table, kubernetes, rendered, variant }: Live): Promise<void> {
  const accounts = new Set(rendered.system.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.namespace === 'kube-system')
    .map(({ metadata }) => metadata.name));
  if (VARIANTS[variant].ccm?.useServiceAccountCredentials) {
    for (const name of ['node-controller', 'service-controller', 'route-controller',
      'cloud-node-controller']) accounts.add(name);
  }
  const { ccm, cinder, hardened } = VARIANTS[variant];
  const least = Boolean(ccm?.leastPrivilege || cinder?.namespacedLeases || hardened);
  await rightsOf({ table, kubernetes, objects: rendered.system, namespace: 'kube-system', accounts, least, atLeast: 100 });
}

/** Asserts that nothing was forbidden, and lists what was granted and not used. */
export async function rightsOf(subjects: Subjects): Promise<void> {
  const { table, objects, accounts, least, atLeast } = subjects;
  const requests = requestsOf(subjects);
  await table.check('ServiceAccounts have asked for something', () => [...requests.values()].flat().length >= atLeast);
  const denied = new Set([...requests].flatMap(([account, list]) => list.filter(({ code }) => code === 403)
    .map(({ verb, group, resource, namespace, name }) => `${account}: ${verb} `
      + `${resource}${group && `.${group}`}${namespace ? ` in ${namespace}` : ''}${name ? ` (${name})` : ''}`)));
  table.record('no request of a ServiceAccount is forbidden', denied.size ? [...denied].join('; ') : undefined);
  for (const account of accounts) {
    const asked = (requests.get(account) ?? []).filter(({ code }) => code < 400 || code === 404 || code === 409);
    const unused = grantsOf(objects, account).filter((grant) => !asked.some((one) => covers(grant, one)));
    const rows = new Map<string, Set<string>>();
    for (const { role, verb, group, resource } of unused) {
      const key = `${role.replace(/^live-/, '')}|${resource}${group && `.${group}`}`;
      (rows.get(key) ?? rows.set(key, new Set()).get(key)!).add(verb);
    }
    const without: string[] = [];
    for (const [key, verbs] of rows) {
      const [role, resource] = key.split('|');
      const why = UNUSED.find((one) => one.role.test(role) && one.resources.test(resource) && [...verbs].every((verb) => one.verbs.test(verb)))?.why;
      if (why === undefined) without.push(`${role}: ${[...verbs].join(', ')} ${resource}`);
      table.note(`granted to ${account} and not used: ${role}: ${[...verbs].join(', ')} ${resource}${why === undefined ? '' : ` (${why})`}`);
    }
    if (least) table.record(`${account}: every right is used, or needed where this run does not go`, without.length ? without.join('; ') : undefined);
  }
}
