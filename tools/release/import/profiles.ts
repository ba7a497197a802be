/* What upstream's manifests say of a release, in the schema of `src/releases/data/<minor>.json`, without placeholders. */
import { KubeObject } from './source';

/** The cloud-controller-manager of manifests; the static Pod is a variant of the DaemonSet. */
export function cloudControllerManagerOf(objects: KubeObject[]): any {
  const workload = the(objects, 'DaemonSet', (o) => o.metadata.name.endsWith('cloud-controller-manager'));
  const account = accountOf(workload);
  const bound = boundRoles(objects).filter((role) => !/^csi-|-csi-/.test(role.account));
  const roles = bound.filter(({ kind }) => kind === 'ClusterRole').map(({ name, account: serviceAccount, rules }) => ({ name, serviceAccount, rules }));
  const namespaceRules = bound.filter(({ kind }) => kind === 'Role').flatMap(({ rules }) => rules);
  return {
    name: workload.metadata.name,
    selector: workload.spec.selector.matchLabels,
    updateStrategy: workload.spec.updateStrategy,
    serviceAccount: account,
    clusterRoles: [...roles.filter((r) => r.serviceAccount === account), ...roles.filter((r) => r.serviceAccount !== account)],
    ...namespaceRules.length && { namespaceRules },
    pod: podOf(workload),
  };
}

/** The Cinder CSI driver of manifests. `containerOf` names the container that a role is for. */
export function cinderCsiOf(objects: KubeObject[], containerOf: (role: string, plugin: string) => string): any {
  const controller = the(objects, ['Deployment', 'StatefulSet'], (o) => o.metadata.name.includes('csi-cinder'));
  const node = the(objects, 'DaemonSet', (o) => o.metadata.name.includes('csi-cinder'));
  const service = objects.find((o) => o.kind === 'Service' && o.metadata.name.includes('csi-cinder'));
  const driver = objects.find((o) => o.kind === 'CSIDriver');
  const provisioner = JSON.stringify(controller).match(/"--provisioner=([^"]+)"/)?.[1];
  const plugins: { [account: string]: string } = { [accountOf(controller)]: 'controller', [accountOf(node)]: 'node' };
  const roles = boundRoles(objects).filter(({ account }) => account in plugins);
  return {
    ...provisioner && { provisionerName: provisioner },
    ...driver && { driverName: driver.metadata.name, csiDriver: { apiVersion: driver.apiVersion, spec: driver.spec } },
    controller: {
      kind: controller.kind,
      name: controller.metadata.name,
      selector: controller.spec.selector.matchLabels,
      serviceAccount: accountOf(controller),
      ...service && { service: { name: service.metadata.name, ports: service.spec.ports } },
      ...controller.spec.strategy && { strategy: controller.spec.strategy },
      pod: podOf(controller),
    },
    node: { name: node.metadata.name, selector: node.spec.selector.matchLabels, serviceAccount: accountOf(node), pod: podOf(node) },
    roles: roles.map(({ kind, name, binding, account, rules }) => (
      { kind, name, binding, container: containerOf(name, plugins[account]), plugin: plugins[account], rules })),
  };
}

/** The Manila CSI driver of manifests. */
export function manilaCsiOf(objects: KubeObject[]): any {
  const driver = objects.find((o) => o.kind === 'CSIDriver');
  const service = the(objects, 'Service', () => true);
  const plugin = (workload: KubeObject) => {
    const own = objects.filter((o) => o.metadata.name.startsWith(workload.metadata.name));
    const rules = (kind: string) => own.filter((o) => o.kind === kind).flatMap((o) => o.rules ?? []);
    const part = {
      name: workload.metadata.name,
      selector: workload.spec.selector.matchLabels,
      pod: { ...podOf(workload), containers: podOf(workload).containers.map((c: any) => prefixed(shellSplit(c))) },
      rules: rules('ClusterRole'),
    };
    return { part, namespaceRules: rules('Role') };
  };
  const controller = plugin(the(objects, 'StatefulSet', () => true));
  return {
    ...driver && { csiDriver: { apiVersion: driver.apiVersion, spec: driver.spec } },
    controller: { ...controller.part, servicePorts: service.spec.ports, namespaceRules: controller.namespaceRules },
    node: plugin(the(objects, 'DaemonSet', () => true)).part,
  };
}

function the(objects: KubeObject[], kinds: string | string[], matches: (object: KubeObject) => boolean): KubeObject {
  const found = objects.filter((o) => kinds.includes(o.kind) && matches(o));
  if (found.length !== 1) throw new Error(`upstream has ${found.length} objects of kind ${[kinds].flat().join(' or ')} where one is expected`);
  return found[0];
}

function accountOf(workload: KubeObject): string {
  const { serviceAccountName, serviceAccount } = workload.spec.template.spec;
  return serviceAccountName ?? serviceAccount;
}

/** The pod template without the name of its account, which stands beside it. Fields that are null are not there. */
function podOf(workload: KubeObject): any {
  const { serviceAccount, serviceAccountName, ...pod } = workload.spec.template.spec;
  return withoutNull(pod);
}

function withoutNull(value: any): any {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null).map(([k, v]) => [k, withoutNull(v)]));
}

/** Roles with the account of their binding. */
function boundRoles(objects: KubeObject[]): Array<{ kind: string; name: string; binding: string; account: string; rules: any[] }> {
  return objects.filter((o) => o.kind === 'ClusterRole' || o.kind === 'Role').map((role) => {
    const binding = objects.find((o) => o.kind === `${role.kind}Binding` && o.roleRef.kind === role.kind && o.roleRef.name === role.metadata.name);
    if (!binding) throw new Error(`upstream binds ${role.kind} ${role.metadata.name} to nobody`);
    const { kind, metadata: { name }, rules } = role;
    return { kind, name, binding: binding.metadata.name, account: binding.subjects[0].name, rules: rules.map(withoutNull) };
  });
}

/** A driver that runs in a shell: program in `command`, the words that follow it as `args`. */
function shellSplit(container: any): any {
  const [shell, option, line] = container.command ?? [];
  if (option !== '-c') return container;
  const [program, ...args] = line.trim().split(/\s+/);
  return { ...container, command: [shell, option, program], args };
}

function prefixed(container: any): any {
  return { ...container, name: `{prefix}${container.name}` };
}
