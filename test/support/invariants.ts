/*
 * What holds for the objects of any component, whatever its props are: everything that one object says about another is true.
 */
import { Manifest } from './synth';

type Labels = { [key: string]: string };

/** Accounts that the cloud-controller-manager makes itself, in kube-system. */
const MADE_AT_RUN_TIME = ['cloud-node-controller', 'pvl-controller', 'cloud-controller-manager', 'cloud-provider-openstack'];

/** Everything that is not as it must be, as sentences; none is good. */
export function brokenInvariants(objects: Manifest[]): string[] {
  const workloads = objects.filter((o) => o.spec?.template);
  return [
    ...placeholders(objects),
    ...workloads.flatMap((workload) => [...ofPods(workload), ...accounts(workload, objects), ...governingService(workload, objects)]),
    ...strangers(workloads),
    ...objects.filter((o) => o.roleRef).flatMap((binding) => ofBinding(binding, objects)),
    ...objects.filter((o) => /^(Service|PodMonitor|PodDisruptionBudget)$/.test(o.kind)).flatMap((o) => selectsOne(o, workloads)),
    ...objects.filter((o) => o.kind === 'ServiceMonitor').flatMap((o) => selectsService(o, objects)),
  ];
}

/** Containers of all workloads, each with the name of its workload. */
export function containersOf(objects: Manifest[]): Array<{ workload: string; container: any }> {
  return objects.filter((o) => o.spec?.template)
    .flatMap((o) => o.spec.template.spec.containers.map((container: any) => ({ workload: o.metadata.name, container })));
}

function placeholders(objects: Manifest[]): string[] {
  return (JSON.stringify(objects).match(/\$\{\w*|\{\{|"[^"]*\{[a-zA-Z]+\}[^"]*"|\bundefined\b|\bNaN\b|\[object /g) ?? []).map((text) => `${text} is left in the output`);
}

function ofPods({ metadata: { name }, spec: { selector, template } }: Manifest): string[] {
  const { containers, initContainers = [], volumes = [], hostNetwork } = template.spec;
  const every = [...initContainers, ...containers];
  const ports = containers.flatMap((c: any) => (c.ports ?? []).map((p: any) => p.containerPort));
  return [
    ...matches(selector.matchLabels, template.metadata.labels) ? [] : [`${name} does not select its pods`],
    ...twice(volumes.map((v: any) => v.name)).map((volume) => `${name} has the volume ${volume} twice`),
    ...twice(every.map((c) => c.name)).map((container) => `${name} has the container ${container} twice`),
    ...hostNetwork ? twice(ports).map((port) => `${name} opens port ${port} twice`) : [],
    ...every.flatMap((c) => ofContainer(c, volumes).map((problem) => `${name} ${c.name}: ${problem}`)),
  ];
}

function ofContainer({ args = [], env = [], ports = [], volumeMounts = [], ...probes }: any, volumes: any[]): string[] {
  const flags = args.map((arg: string) => arg.replace(/=.*/, '').replace(/^--?/, '')).filter((flag: string) => !['cloud-name', 'additional-topology'].includes(flag));
  const variables = new Set(env.map((e: any) => e.name));
  const used = args.flatMap((arg: string) => [...arg.matchAll(/\$\((\w+)\)/g)].map(([, variable]) => variable));
  return [
    ...volumeMounts.filter((m: any) => !volumes.some((v) => v.name === m.name)).map((m: any) => `mounts ${m.name}, which is not there`),
    ...twice(volumeMounts.map((m: any) => m.mountPath)).map((path) => `mounts two volumes at ${path}`),
    ...twice(flags).map((flag) => `has the flag ${flag} twice`),
    ...twice(env.map((e: any) => e.name)).map((variable) => `has the variable ${variable} twice`),
    ...used.filter((variable: string) => !variables.has(variable)).map((variable: string) => `uses the variable ${variable}, which is not set`),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => probes[probe]?.httpGet?.port ?? [])
      .filter((port) => typeof port === 'string' && !ports.some((p: any) => p.name === port)).map((port) => `probes the port ${port}, which it does not have`),
  ];
}

function accounts({ metadata, spec }: Manifest, objects: Manifest[]): string[] {
  const account = spec.template.spec.serviceAccountName ?? spec.template.spec.serviceAccount;
  return exists(objects, 'ServiceAccount', account, metadata.namespace) ? [] : [`${metadata.name} runs as ${account}, which is not there`];
}

function governingService({ kind, metadata, spec }: Manifest, objects: Manifest[]): string[] {
  return kind !== 'StatefulSet' || exists(objects, 'Service', spec.serviceName, metadata.namespace) ? [] : [`${metadata.name} names the Service ${spec.serviceName}, which is not there`];
}

/** A workload that selects the pods of another takes them over, or is counted wrongly. */
function strangers(workloads: Manifest[]): string[] {
  return workloads.flatMap((a) => workloads
    .filter((b) => a !== b && a.metadata.namespace === b.metadata.namespace && matches(a.spec.selector.matchLabels, b.spec.template.metadata.labels))
    .map((b) => `${a.metadata.name} selects the pods of ${b.metadata.name}`));
}

function ofBinding({ metadata, roleRef, subjects }: Manifest, objects: Manifest[]): string[] {
  const ofServer = roleRef.name.startsWith('system:') && !roleRef.name.startsWith('system:cloud-');
  const builtIn = ofServer || roleRef.name === 'extension-apiserver-authentication-reader' && metadata.namespace === 'kube-system';
  return [
    ...builtIn || exists(objects, roleRef.kind, roleRef.name, roleRef.kind === 'Role' ? metadata.namespace : undefined) ? [] : [`${metadata.name} binds ${roleRef.name}, which is not there`],
    ...subjects.filter((s: any) => !exists(objects, s.kind, s.name, s.namespace) && !(s.namespace === 'kube-system' && MADE_AT_RUN_TIME.includes(s.name)))
      .map((s: any) => `${metadata.name} is for ${s.namespace}/${s.name}, which is not there`),
  ];
}

/** The Service of charts up to 1.22 only governs names: it is headless and has neither selector nor ports. */
function selectsOne({ kind, metadata, spec }: Manifest, workloads: Manifest[]): string[] {
  if (spec.clusterIP === 'None' && !spec.selector && !spec.ports) return [];
  const selector = spec.selector.matchLabels ?? spec.selector;
  const selected = workloads.filter((w) => w.metadata.namespace === metadata.namespace && matches(selector, w.spec.template.metadata.labels));
  return selected.length === 1 ? [] : [`${kind} ${metadata.name} selects the pods of ${selected.length} workloads`];
}

function selectsService({ metadata, spec }: Manifest, objects: Manifest[]): string[] {
  const services = objects.filter((o) => o.kind === 'Service' && matches(spec.selector.matchLabels, o.metadata.labels ?? {}));
  const named = (port: string) => services.some((o) => o.spec.ports.some((p: any) => p.name === port));
  return services.length === 1 && spec.endpoints.every((e: any) => named(e.port)) ? [] : [`ServiceMonitor ${metadata.name} selects ${services.length} Services, or no port of theirs`];
}

function exists(objects: Manifest[], kind: string, name: string, namespace?: string): boolean {
  return objects.some((o) => o.kind === kind && o.metadata.name === name && (namespace === undefined || o.metadata.namespace === namespace));
}

function matches(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function twice<T>(entries: T[]): T[] {
  return [...new Set(entries.filter((entry, i) => entries.indexOf(entry) !== i))];
}
