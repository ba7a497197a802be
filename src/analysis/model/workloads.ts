/*
 * The pods and claims that workloads make.
 * Source: pkg/controller/statefulset/stateful_set_utils.go, pkg/controller/volume/ephemeral, pkg/controller/daemon.
 */
import { ClaimContext } from './interpret';
import { ManifestObject } from './manifest-object';
import { Node, Pod, Workload } from './model';
import { pod, PodContext } from './pods';
import { fields, Fields, isObject, list, strings, text, whole } from '../../core/fields';

/** Replicas of one workload that are looked at; what is above adds nothing but size. */
const MOST_REPLICAS = 10_000;
/** Pods of all workloads and their volumes that are looked at. */
const MOST_PARTS = 250_000;

/** Says how many replicas of each workload are looked at, so that a few lines of input cannot ask for more than memory holds. */
export class Budget {
  private left = MOST_PARTS;

  /** Pods that count, of those wanted: all, but for absurd numbers; one at least. */
  public grant(load: Workload, wanted: number): number {
    const claimed = claimedVolumes(load);
    // Pods of other workloads than StatefulSets that use no claim say nothing about storage, and none of them is kept.
    if (load.kind !== 'StatefulSet' && claimed === 0) return Math.min(wanted, MOST_REPLICAS);
    const parts = 1 + claimed;
    const most = Math.min(MOST_REPLICAS, Math.max(1, Math.floor(this.left / parts)));
    const granted = Math.min(wanted, most);
    this.left -= granted * parts;
    return granted;
  }
}

/** Volumes of each pod that are claims: named ones, ephemeral ones and those of claim templates. */
function claimedVolumes(load: Workload): number {
  const volumes = list(fields(load.template.spec).volumes).map(fields);
  return volumes.filter(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim || ephemeral).length
    + list(fields(load.item.object.spec).volumeClaimTemplates).length;
}

const TEMPLATE = 'spec.template';
const REPLICATED = new Set(['StatefulSet', 'Deployment', 'ReplicaSet', 'ReplicationController', 'DaemonSet', 'Job', 'CronJob']);

/** What a workload makes, in the order in which its controller makes it. */
export interface Made {
  readonly pod: Pod;
  /** Claims that are made right before the pod. */
  readonly claims: readonly ClaimContext[];
}

/** Reads a workload; undefined for kinds that make no pods. */
export function workload(item: ManifestObject, scaledTo: number): Workload | undefined {
  if (!REPLICATED.has(item.kind)) return undefined;
  const inner = item.kind === 'CronJob' ? fields(fields(fields(item.object.spec).jobTemplate).spec) : fields(item.object.spec);
  return {
    item,
    kind: item.kind,
    namespace: item.namespace,
    name: item.name,
    replicas: Math.max(0, replicasOf(item.kind, inner), scaledTo),
    template: fields(inner.template),
    templatePath: item.kind === 'CronJob' ? `spec.jobTemplate.${TEMPLATE}` : TEMPLATE,
  };
}

/** Highest number of replicas that a HorizontalPodAutoscaler gives to each workload, by "namespace/Kind/name". */
export function autoscaled(items: readonly ManifestObject[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== 'HorizontalPodAutoscaler') continue;
    const { scaleTargetRef, maxReplicas } = fields(item.object.spec);
    const key = `${item.namespace}/${text(fields(scaleTargetRef).kind)}/${text(fields(scaleTargetRef).name)}`;
    most.set(key, Math.max(most.get(key) ?? 0, whole(maxReplicas) ?? 0));
  }
  return most;
}

/** How many pods a workload makes; a DaemonSet one for each node, or one where no node is known. */
export function podsOf(load: Workload, nodes: readonly Node[]): number {
  return load.kind === 'DaemonSet' ? Math.max(1, nodes.length) : load.replicas;
}

/** The first pods of a workload, so many, and the claims that come with them; those of a DaemonSet bear the names of nodes. */
export function make(load: Workload, replicas: number, nodes: readonly Node[]): Made[] {
  if (load.kind === 'StatefulSet') return statefulSet(load, replicas);
  const daemon = load.kind === 'DaemonSet' && nodes.length > 0;
  const names = daemon ? nodes.slice(0, replicas).map((node) => node.name) : numbers(replicas);
  return names.map((suffix, replica) => {
    const context = podContext(load, `${load.name}-${suffix}`, replica, load.template.spec);
    return made(pod(context, daemon ? { onlyOn: suffix, tolerates: DAEMON_TOLERATIONS } : {}));
  });
}

/** A pod of the input, with the claims of its ephemeral volumes. */
export function bare(item: ManifestObject): Made {
  return made(pod({
    item, namespace: item.namespace, name: item.name, labels: item.labels, spec: item.object.spec, specPath: 'spec', replica: 0,
  }));
}

/** Taints that the DaemonSet controller makes its pods tolerate, as far as Node objects carry them. */
const DAEMON_TOLERATIONS = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable', 'network-unavailable']
  .map((name) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '', effect: '' }));

function replicasOf(kind: string, spec: Fields): number {
  if (kind === 'DaemonSet') return 0;
  if (kind === 'Job' || kind === 'CronJob') return Math.min(whole(spec.parallelism) ?? 1, whole(spec.completions) ?? Infinity);
  return whole(spec.replicas) ?? 1;
}

function statefulSet(load: Workload, replicas: number): Made[] {
  const spec = fields(load.item.object.spec);
  const first = Math.max(0, whole(fields(spec.ordinals).start) ?? 0);
  const templates = list(spec.volumeClaimTemplates).filter((template) => isObject(template) && text(fields(template.metadata).name));
  const templateNames = new Set(templates.map((template) => template.metadata.name));
  const selected = strings(fields(spec.selector).matchLabels);
  const ordered = spec.podManagementPolicy !== 'Parallel';
  const inner = fields(load.template.spec);
  return numbers(replicas).map((_, replica) => {
    const name = `${load.name}-${first + replica}`;
    const volumes = [
      ...templates.map(({ metadata }) => ({ name: metadata.name, persistentVolumeClaim: { claimName: `${metadata.name}-${name}` } })),
      ...list(inner.volumes).filter((volume) => !templateNames.has(fields(volume).name)),
    ];
    const context: PodContext = {
      ...podContext(load, name, replica, { ...inner, volumes }),
      after: ordered && replica > 0 ? `${load.namespace}/${load.name}-${first + replica - 1}` : undefined,
    };
    const claims = templates.map((template, i): ClaimContext => ({
      item: load.item,
      namespace: load.namespace,
      name: `${template.metadata.name}-${name}`,
      labels: { ...strings(template.metadata.labels), ...selected },
      annotations: strings(template.metadata.annotations),
      spec: fields(template.spec),
      specPath: `spec.volumeClaimTemplates[${i}].spec`,
      from: `StatefulSet/${load.name}`,
    }));
    return made(pod(context), claims);
  });
}

/** A pod with what is made before it, and with the claims of its ephemeral volumes. */
function made(of: Pod, claims: ClaimContext[] = []): Made {
  const ephemeral = list(fields(of.spec).volumes).map((volume, i) => ({ volume: fields(volume), i }))
    .filter(({ volume }) => isObject(volume.ephemeral) && text(volume.name));
  return {
    pod: of,
    claims: [...claims, ...ephemeral.map(({ volume, i }): ClaimContext => {
      const template = fields(volume.ephemeral.volumeClaimTemplate);
      return {
        item: of.item,
        namespace: of.namespace,
        name: `${of.name}-${volume.name}`,
        labels: strings(fields(template.metadata).labels),
        annotations: strings(fields(template.metadata).annotations),
        spec: fields(template.spec),
        specPath: `${of.specPath}.volumes[${i}].ephemeral.volumeClaimTemplate.spec`,
        from: of.from ?? `Pod/${of.name}`,
        ownedByPod: of.name,
      };
    })],
  };
}

function podContext(load: Workload, name: string, replica: number, spec: unknown): PodContext {
  return {
    item: load.item,
    namespace: load.namespace,
    name,
    labels: strings(fields(load.template.metadata).labels),
    spec,
    specPath: `${load.templatePath}.spec`,
    from: `${load.kind}/${load.name}`,
    replica,
  };
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i));
}
