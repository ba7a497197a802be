import { Chart } from 'cdk8s';
import { Manifest, Output } from './synth';
import { CinderCsi, CinderCsiProps, CloudConfig, Cluster, ClusterOptions, Release } from '../../src';

/** The driver in a cluster; `cluster` says which release and Kubernetes, 1.36 without it. */
export function cinder(
  props: Partial<CinderCsiProps> = {}, cluster: ClusterOptions = { release: Release.V1_36 }, more: (csi: CinderCsi) => void = () => {},
): Output {
  return Output.of((chart) => {
    const inner = new Chart(new Cluster(chart, 'cluster', cluster), 'charted');
    more(new CinderCsi(inner, 'Cinder', { cloudConfig: CloudConfig.fromSecretName('cloud-config'), ...props }));
  });
}

/** A container of a workload of `output`. */
export function containerOf(output: Output, workload: string, container: string): Manifest {
  const { containers } = output.objects.find((o) => o.metadata.name === workload && o.spec?.template)!.spec.template.spec;
  return containers.find((c: any) => c.name === container);
}

/** Arguments of a container. */
export function argsOf(output: Output, workload: string, container: string): string[] {
  return containerOf(output, workload, container).args;
}

/** Facts of the objects as lines of text: one for each thing of a container or pod that upstream changed at some time. */
export function described(objects: Manifest[], prefix = ''): { [line: string]: string } {
  const lines: { [line: string]: string } = {};
  for (const o of objects) {
    if (o.kind === 'CSIDriver') lines.CSIDriver = `${o.apiVersion} ${o.metadata.name} ${flat(o.spec)}`;
    if (o.rules) lines[`${prefix}${o.kind} ${o.metadata.name}`] = o.rules.map(rule).join(' ');
    if (o.roleRef) lines[`${prefix}${o.kind} ${o.metadata.name}`] = binding(o);
    if (o.spec?.template) describePod(o, `${prefix}${o.kind === 'DaemonSet' ? 'node' : 'controller'}`, lines);
  }
  return lines;
}

function describePod(workload: Manifest, prefix: string, lines: { [line: string]: string }): void {
  const { replicas, strategy, template: { spec } } = workload.spec;
  lines[prefix] = words(workload.kind, workload.metadata.name, `account=${spec.serviceAccount}`, spec.hostNetwork && 'hostNetwork', spec.dnsPolicy,
    spec.tolerations && `tolerations=${flat(spec.tolerations)}`, strategy && `strategy=${flat(strategy)}`, replicas !== undefined && `replicas=${replicas}`);
  lines[`${prefix} volumes`] = spec.volumes.map(({ name, ...source }: any) => `${name}=${flat(source)}`).sort().join(' ');
  for (const c of spec.containers) {
    const at = `${prefix} ${c.name}`;
    lines[at] = words(c.image, c.imagePullPolicy);
    lines[`${at} args`] = c.args.join(' ');
    if (c.env) lines[`${at} env`] = c.env.map((e: any) => `${e.name}=${e.value ?? flat(e.valueFrom)}`).join(' ');
    lines[`${at} mounts`] = c.volumeMounts
      .map((m: any) => [m.name, m.mountPath, m.readOnly && 'ro', m.mountPropagation].filter(Boolean).join(':')).sort().join(' ');
    for (const key of ['ports', 'livenessProbe', 'lifecycle', 'securityContext']) if (c[key]) lines[`${at} ${key}`] = flat(c[key]);
  }
}

function rule(r: any): string {
  return [r.apiGroups, r.resources, r.verbs].map((list) => list.join(',')).join('/');
}

function binding({ roleRef, subjects }: any): string {
  return `${roleRef.kind}/${roleRef.name} to ${subjects.map((s: any) => `${s.kind}/${s.namespace}/${s.name}`).join(' ')}`;
}

function words(...parts: Array<string | false | undefined>): string {
  return parts.filter(Boolean).join(' ');
}

/** A value as text, its keys sorted. */
function flat(value: any): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(',')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{${Object.keys(value).sort().map((key) => `${key}:${flat(value[key])}`).join(',')}}`;
}
