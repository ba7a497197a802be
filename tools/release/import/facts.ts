/* The facts of a minor that tests compare the data with, read from upstream's objects rather than from the data. */
import { KubeObject } from './source';

type Lines = { [line: string]: string | null };
type Rights = { [role: string]: { [resource: string]: string[] } };

/** Lines of test/evidence/upstream/cinder-csi-upstream.json that hold of the manifests. */
export function cinderLines(objects: KubeObject[]): Lines {
  const lines: Lines = {};
  const accounts = objects.filter((o) => o.spec?.template && o.metadata.name.includes('csi-cinder')).map((o) => o.spec.template.spec.serviceAccount);
  const bindings = objects.filter((o) => o.roleRef && accounts.includes(o.subjects[0].name));
  for (const o of objects) {
    if (o.kind === 'CSIDriver') lines.CSIDriver = `${o.apiVersion} ${o.metadata.name} ${flat(o.spec)}`;
    if (o.rules && bindings.some((b) => b.roleRef.kind === o.kind && b.roleRef.name === o.metadata.name)) {
      lines[`${o.kind} ${o.metadata.name}`] = o.rules.map((r: any) => [r.apiGroups, r.resources, r.verbs].map((list) => list.join(',')).join('/')).join(' ');
    }
    if (bindings.includes(o)) {
      const to = o.subjects.map((s: any) => `${s.kind}/${s.namespace}/${s.name}`).join(' ');
      lines[`${o.kind} ${o.metadata.name}`] = `${o.roleRef.kind}/${o.roleRef.name} to ${to}`;
    }
    if (accounts.includes(o.spec?.template?.spec.serviceAccount)) podLines(o, o.kind === 'DaemonSet' ? 'node' : 'controller', lines);
  }
  return lines;
}

function podLines(workload: KubeObject, prefix: string, lines: Lines): void {
  const { replicas, strategy, template: { spec } } = workload.spec;
  lines[prefix] = [workload.kind, workload.metadata.name, `account=${spec.serviceAccount}`, spec.hostNetwork && 'hostNetwork', spec.dnsPolicy,
    spec.tolerations && `tolerations=${flat(spec.tolerations)}`, strategy && `strategy=${flat(strategy)}`, replicas !== undefined && `replicas=${replicas}`]
    .filter(Boolean).join(' ');
  lines[`${prefix} volumes`] = spec.volumes.map(({ name, emptyDir, ...source }: any) => `${name}=${flat(emptyDir ? { emptyDir, ...source } : source)}`).sort().join(' ');
  for (const c of spec.containers) {
    const at = `${prefix} ${c.name}`;
    lines[at] = [c.image, c.imagePullPolicy].filter(Boolean).join(' ');
    lines[`${at} args`] = c.args.join(' ');
    if (c.env) lines[`${at} env`] = c.env.map((e: any) => `${e.name}=${e.value ?? flat(e.valueFrom)}`).join(' ');
    lines[`${at} mounts`] = c.volumeMounts
      .map((m: any) => [m.name, m.mountPath, m.readOnly && 'ro', m.mountPropagation].filter(Boolean).join(':')).sort().join(' ');
    for (const key of ['ports', 'livenessProbe', 'lifecycle', 'securityContext']) if (c[key]) lines[`${at} ${key}`] = flat(c[key]);
  }
}

/**
 * What a minor changes in the lines of the minors before it. A chart that was not rendered runs the new image where it ran that of the manifests, and
 * has the version `chart`.
 */
export function changedLines(before: Lines, manifests: Lines, chart?: string): Lines {
  const after: Lines = { ...manifests };
  const images = new Map(Object.entries(manifests).filter(([line]) => line.split(' ').length === 2).map(([line, image]) => [line, image?.split(' ')[0]]));
  for (const [line, value] of Object.entries(before)) {
    if (value === null || !(line.startsWith('chart') || line === 'driver flags')) continue;
    const container = line.replace(/^chart /, '');
    const [old, now] = [before[container]?.split(' ')[0], images.get(container)];
    after[line] = line === 'chart' ? chart ?? value : line.startsWith('chart ') && old && now ? value.replace(old, now) : value;
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(names.filter((line) => (before[line] ?? null) !== (after[line] ?? null)).map((line) => [line, after[line] ?? null]));
}

/** Verbs by role and resource that the cluster-wide roles of the cloud-controller-manager grant. */
export function ccmRights(objects: KubeObject[]): Rights {
  const rights: Rights = {};
  for (const role of objects.filter((o) => o.kind === 'ClusterRole' && o.metadata.name.startsWith('system:'))) {
    const granted: Rights[string] = rights[role.metadata.name] = {};
    for (const { apiGroups, resources, verbs } of role.rules) {
      for (const group of apiGroups) {
        for (const resource of resources) granted[`${group || 'core'}/${resource}`] = [...new Set([...granted[`${group || 'core'}/${resource}`] ?? [], ...verbs])].sort();
      }
    }
  }
  return rights;
}

/** Entries of `added` or `removed` in test/evidence/upstream/ccm-rbac.json: what `rights` grant and `others` do not. */
export function rightsBeyond(rights: Rights, others: Rights): string[][] {
  return Object.entries(rights).flatMap(([role, granted]) => Object.entries(granted).flatMap(([resource, verbs]) => (
    verbs.filter((verb) => !others[role]?.[resource]?.includes(verb)).map((verb) => [role, resource, verb]))));
}

/** A value as text, its keys sorted. */
function flat(value: any): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(',')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{${Object.keys(value).sort().map((key) => `${key}:${flat(value[key])}`).join(',')}}`;
}
