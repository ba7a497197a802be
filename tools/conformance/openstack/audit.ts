/* Rights: what each ServiceAccount asked for in the run, what it was denied, and what it was granted and never used. */
import { VARIANTS } from './cluster';
import { KubeObject } from './kubernetes';
import { Live } from './scenario';
import { UNUSED } from './unused-rights';

interface Asked {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly code: number;
}

const COMPONENTS = 'system:serviceaccount:kube-system:';

function requestsOf(live: Live, accounts: Set<string>): Map<string, Asked[]> {
  const byAccount = new Map<string, Asked[]>();
  for (const { user, verb, objectRef, responseStatus, requestURI } of live.kubernetes.audit()) {
    const account = user.username.startsWith(COMPONENTS) ? user.username.slice(COMPONENTS.length) : undefined;
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

export async function reportRights(live: Live): Promise<void> {
  const { table, rendered, variant } = live;
  const accounts = new Set(rendered.system.filter(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.namespace === 'kube-system')
    .map(({ metadata }) => metadata.name));
  if (VARIANTS[variant].ccm?.useServiceAccountCredentials) {
    for (const name of ['node-controller', 'service-controller', 'route-controller',
      'cloud-node-controller']) accounts.add(name);
  }
  const requests = requestsOf(live, accounts);
  await table.check('ServiceAccounts have asked for something', () => [...requests.values()].flat().length > 100);
  const denied = new Set([...requests].flatMap(([account, list]) => list.filter(({ code }) => code === 403)
    .map(({ verb, group, resource, namespace, name }) => `${account}: ${verb} `
      + `${resource}${group && `.${group}`}${namespace ? ` in ${namespace}` : ''}${name ? ` (${name})` : ''}`)));
  table.record('no request of a ServiceAccount is forbidden', denied.size ? [...denied].join('; ') : undefined);
  const { ccm, cinder, hardened } = VARIANTS[variant];
  const least = ccm?.leastPrivilege || cinder?.namespacedLeases || hardened;
  for (const account of accounts) {
    const asked = (requests.get(account) ?? []).filter(({ code }) => code < 400 || code === 404 || code === 409);
    const unused = grantsOf(rendered.system, account).filter((grant) => !asked.some((one) => covers(grant, one)));
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
