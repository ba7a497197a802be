/*
 * The pods that workloads create, and the claims that come with them.
 * Source: pkg/controller/statefulset/stateful_set_utils.go, pkg/controller/volume/ephemeral, pkg/controller/daemon.
 */
import { Node, Pod } from './admitted';
import { ClaimSource } from './claim-sources';
import { isVirtualMachine, ManifestObject } from './manifest-object';
import { PodSource } from './pod-sources';
import { podReader, Replica } from './pods';
import { fields, Fields, list, strings, text, whole } from '../../core/fields';
import { Labels } from '../../kubernetes/selectors';

/** Replicas of one workload that are analysed; more would add nothing but size. */
const MOST_REPLICAS = 10_000;
/** Pods of all workloads, and their volumes, that are analysed. */
const MOST_PARTS = 250_000;

/** Limits the replicas of each workload that are analysed, so that a few lines of input cannot exhaust the memory. */
export class Budget {
  private left = MOST_PARTS;

  /** Pods that count, of those wanted: all, but for absurd numbers; one at least. */
  public grant(source: PodSource, wanted: number): number {
    const claimed = claimedVolumes(source);
    // Pods of other workloads than StatefulSets that use no claim say nothing about storage, and none of them is kept.
    if (source.item.kind !== 'StatefulSet' && claimed === 0) return Math.min(wanted, MOST_REPLICAS);
    const parts = 1 + claimed;
    const most = Math.min(MOST_REPLICAS, Math.max(1, Math.floor(this.left / parts)));
    const granted = Math.min(wanted, most);
    this.left -= granted * parts;
    return granted;
  }
}

/** Volumes of each pod that are claims: named ones, ephemeral ones and those of claim templates. */
function claimedVolumes({ item, volumes }: PodSource): number {
  return volumes.filter(({ value: { persistentVolumeClaim, ephemeral } }) => persistentVolumeClaim || ephemeral).length
    + list(item.spec.volumeClaimTemplates).length;
}

/** One claim that is created from a source. */
export interface CreatedClaim {
  readonly source: ClaimSource;
  readonly name: string;
  readonly labels: Labels;
  /** Kind and name of the workload or pod that creates it; undefined for a claim of the input. */
  readonly from?: string;
  /** Name of the pod that owns it, for an ephemeral volume. */
  readonly ownedByPod?: string;
  /** What the claim asks for, where its source leaves something to the controller that creates it. */
  readonly spec?: Fields;
}

/** A pod and the claims that are created right before it, in the order in which controllers create them. */
export interface CreatedPod {
  readonly pod: Pod;
  readonly claims: readonly CreatedClaim[];
}

/**
 * How many pods run at once: one for a Pod, the replicas of a workload, or what its autoscaler scales it to; of a DaemonSet one for each node, or one
 * where no node is known; none of a Job or CronJob that is suspended, or of a virtual machine that is not started.
 */
export function podsOf({ item, replicas = 0 }: PodSource, scalers: readonly ManifestObject[], nodes: readonly Node[]): number {
  if (item.kind === 'DaemonSet') return Math.max(1, nodes.length);
  if (isVirtualMachine(item)) return isStopped(item) ? 0 : 1;
  if ((item.kind === 'Job' && item.spec.suspend === true) || (item.kind === 'CronJob' && isSuspended(item))) return 0;
  return Math.max(0, replicas, ...scalers.map(({ spec }) => whole(spec.maxReplicas) ?? 0));
}

/** Whether a virtual machine is created without starting it. */
function isStopped({ spec }: ManifestObject): boolean {
  return spec.running === false || ['Halted', 'Manual'].includes(text(spec.runStrategy) ?? '');
}

function isSuspended({ spec }: ManifestObject): boolean {
  return spec.suspend === true || fields(fields(spec.jobTemplate).spec).suspend === true;
}

/**
 * How many of the pods are created for certain: none of a CronJob, which may never run; of a workload with autoscalers the replicas within their
 * limits, none where it has no replicas, as that disables them (pkg/controller/podautoscaler/horizontal.go).
 */
export function certainPodsOf({ item, replicas = 0 }: PodSource, scalers: readonly ManifestObject[]): number {
  if (item.kind === 'CronJob') return 0;
  if (!scalers.length) return Infinity;
  if (replicas === 0) return 0;
  const limited = scalers.map(({ spec }) => Math.max(whole(spec.minReplicas) ?? 1, Math.min(replicas, whole(spec.maxReplicas) ?? replicas)));
  return Math.min(...limited);
}

/**
 * Whether the API server refuses every pod of a StatefulSet: the label controller-revision-hash has at most 63 characters, 11 of them for the hash.
 */
export function isSetNameTooLong({ kind, name }: ManifestObject): boolean {
  return kind === 'StatefulSet' && name.length > 52;
}

/**
 * The first pods of a Pod or workload, so many, and the claims that come with them; those of a DaemonSet bear the names of nodes.
 *
 * @param certain How many of them are created for certain.
 */
export function create(source: PodSource, claims: readonly ClaimSource[], count: number, nodes: readonly Node[], certain = Infinity): CreatedPod[] {
  const templates = claims.filter(({ kind, name }) => kind === 'template' && name !== '');
  const replaced = new Set(templates.map(({ name }) => name));
  const ephemeral = claims.filter(({ kind, name }) => kind === 'ephemeral' && name !== '' && !replaced.has(name));
  const selected = strings(fields(source.item.spec.selector).matchLabels);
  const read = podReader(source, templates);
  return replicasOf(source.item, count, nodes).map((one) => {
    const pod = read({ ...one, optional: one.replica >= certain });
    return {
      pod,
      claims: [
        ...templates.map((template) => ({
          source: template, name: `${template.name}-${pod.name}`, labels: { ...strings(template.metadata.labels), ...selected }, from: pod.from,
        })),
        ...ephemeral.map((volume) => ({
          source: volume,
          name: `${pod.name}-${volume.name}`,
          labels: strings(volume.metadata.labels),
          from: pod.from ?? `Pod/${pod.name}`,
          ownedByPod: pod.name,
        })),
      ],
    };
  });
}

/** Stands for the random suffix of a pod's name: no real name holds such characters. */
const generatedName = (item: ManifestObject, suffix: string | number) => `${item.name}-<${suffix}>`;

function replicasOf(item: ManifestObject, count: number, nodes: readonly Node[]): Replica[] {
  if (item.kind === 'Pod') return [{ name: item.name, replica: 0 }];
  if (isVirtualMachine(item)) return count ? [{ name: `virt-launcher-${item.name}`, replica: 0 }] : [];
  if (item.kind === 'DaemonSet' && nodes.length) {
    return nodes.slice(0, count).map(({ name }, replica) => ({ name: generatedName(item, name), replica, daemonOf: name }));
  }
  if (item.kind !== 'StatefulSet') return Array.from({ length: count }, (_, replica) => ({ name: generatedName(item, replica), replica }));
  const first = Math.max(0, whole(fields(item.spec.ordinals).start) ?? 0);
  const name = (replica: number) => `${item.name}-${first + replica}`;
  const ordered = item.spec.podManagementPolicy !== 'Parallel';
  return Array.from({ length: count }, (_, replica) => (
    { name: name(replica), replica, after: ordered && replica > 0 ? `${item.namespace}/${name(replica - 1)}` : undefined }));
}
