/*
 * What is wrong with the objects that run and scale pods.
 */
import { judgement } from './judgement';
import { Fields, fields, list, text, whole } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { count } from '../../core/words';
import { FEATURES, missing } from '../features';
import { Minor, minorNumber } from '../minor';

export const ACM001 = judgement('ACM001');
export const ACM003 = judgement('ACM003');

/** A claim that all pods of a workload use, at `path` of the workload. */
interface SharedByReplicas {
  /** How messages name the claim. */
  readonly claim: string;
  readonly path: string;
  readonly modes: readonly string[];
  readonly replicas: number;
  /** How the claim is limited to one node: it cannot be attached twice, or all pods must run on its node. Undefined if unknown. */
  readonly hold?: 'attach' | 'place';
}

const EFFECTS = {
  attach: 'which can be attached to only one node',
  place: 'which is local to one node, so all of them must run there',
  unknown: 'which is ReadWriteOnce, so only pods on one node can use it',
};

/** Whether replicas share a claim that one node at a time can use; ReadWriteOncePod has a judgement of its own. */
export function* singleWriterShared({ claim, path, modes, replicas, hold }: SharedByReplicas): Iterable<Verdict> {
  if (replicas < 2 || modes.length === 0 || !modes.every((mode) => mode === 'ReadWriteOnce')) return;
  const message = `${count(replicas, 'replica')} share ${claim}, ${EFFECTS[hold ?? 'unknown']}.`;
  yield { path, severity: hold === 'attach' ? undefined : 'warning', message };
}

/** Whether several pods use a claim with ReadWriteOncePod. */
export function* exclusiveShared({ claim, path, modes, replicas }: SharedByReplicas): Iterable<Verdict> {
  if (replicas > 1 && modes.includes('ReadWriteOncePod')) yield exclusive(claim, path, `up to ${count(replicas, 'pod')} use it`);
}

/** The verdict about a claim with ReadWriteOncePod that more than one pod uses. */
export function exclusive(claim: string, path: string, cause: string): Verdict {
  return { path, message: `${claim} allows one pod (ReadWriteOncePod), but ${cause}.` };
}

export const MNT023 = judgement('MNT023');

/** The claims that the containers of a pod mount through more than one volume. `path` is that of the pod spec. */
export function* claimsMountedTwice({ volumes, containers, initContainers }: Fields, path: string): Iterable<Verdict> {
  const used = new Set([containers, initContainers].flatMap(list).map(fields)
    .flatMap(({ volumeMounts, volumeDevices }) => [volumeMounts, volumeDevices].flatMap(list).map((use) => fields(use).name)));
  const first = new Map<string, string>();
  for (const [i, volume] of list(volumes).map(fields).entries()) {
    const claim = text(fields(volume.persistentVolumeClaim).claimName);
    const name = text(volume.name);
    if (!claim || !name || !used.has(name)) continue;
    const other = first.get(claim);
    first.set(claim, other ?? name);
    if (other === undefined || other === name) continue;
    yield {
      path: `${path}.volumes[${i}].persistentVolumeClaim.claimName`,
      message: `volumes "${other}" and "${name}" are both claim "${claim}": the pod waits for one of them forever.`,
    };
  }
}

export const STS013 = judgement('STS013');

/** Whether a budget lets none of the pods of a workload be evicted. */
export function* allowsNoEviction(
  { spec }: Fields, workload: { readonly kind: string; readonly name: string; readonly replicas: number },
): Iterable<Verdict> {
  const { kind, name, replicas } = workload;
  const { minAvailable, maxUnavailable } = fields(spec);
  const kept = minAvailable === undefined ? undefined : amount(minAvailable, replicas);
  const field = kept !== undefined && kept >= replicas ? 'minAvailable' : amount(maxUnavailable, replicas) === 0 ? 'maxUnavailable' : undefined;
  if (!field || replicas <= 0) return;
  yield {
    path: `spec.${field}`,
    message: `none of the ${count(replicas, 'replica')} of ${kind} "${name}" can be evicted, so their nodes cannot `
    + 'be drained.',
  };
}

/** A number or a percentage of the replicas, rounded up as the disruption controller does. */
function amount(value: unknown, replicas: number): number | undefined {
  const percent = /^(\d{1,3})%$/.exec(text(value) ?? '');
  return percent ? Math.ceil(Number(percent[1]) * replicas / 100) : whole(value);
}

export const STS015 = judgement('STS015');

/** Whether an autoscaler goes by the utilization of what a container of its target does not request. `pod` is the spec of the target's pods. */
export function* utilizationWithoutRequests({ spec }: Fields, pod: Fields): Iterable<Verdict> {
  const { kind, name } = fields(fields(spec).scaleTargetRef);
  for (const { resource, path, of } of utilizations(fields(spec))) {
    const containers = list(pod.containers).map(fields).filter(({ name: own }) => of === undefined || own === of);
    const without = containers.find((container) => !requests(container, resource));
    if (!without) continue;
    yield {
      path,
      message: `the autoscaler uses ${resource} utilization, but container "${text(without.name) ?? ''}" of ${kind} "${name}" requests no `
        + `${resource}.`,
      fix: `Set a ${resource} request on the container.`,
    };
  }
}

/** The resources whose utilization the autoscaler targets, in autoscaling/v2 and v1; `of` a single container where one is named. */
function* utilizations({ targetCPUUtilizationPercentage, metrics }: Fields): Iterable<{ resource: string; path: string; of?: string }> {
  if (targetCPUUtilizationPercentage !== undefined) yield { resource: 'cpu', path: 'spec.targetCPUUtilizationPercentage' };
  for (const [i, metric] of list(metrics).map(fields).entries()) {
    const field = metric.type === 'ContainerResource' ? 'containerResource' : 'resource';
    const { name, target, container } = fields(metric[field]);
    if (!/^(Container)?Resource$/.test(metric.type) || fields(target).type !== 'Utilization' || typeof name !== 'string') continue;
    yield { resource: name, path: `spec.metrics[${i}].${field}`, of: field === 'resource' ? undefined : text(container) };
  }
}

/** Whether a container requests a resource; a limit counts as a request of the same amount. */
function requests(container: Fields, resource: string): boolean {
  const { requests: requested, limits } = fields(container.resources);
  return fields(requested)[resource] !== undefined || fields(limits)[resource] !== undefined;
}

export const STS017 = { ...judgement('STS017'), minors: { to: `1.${minorNumber(FEATURES.maxUnavailable.onSince) - 1}` } };

/** Whether a StatefulSet has a maxUnavailable, which the API server drops by default. */
export function* maxUnavailableIgnored({ spec }: Fields): Iterable<Verdict> {
  if (fields(fields(fields(spec).updateStrategy).rollingUpdate).maxUnavailable === undefined) return;
  const message = 'maxUnavailable has no effect unless the feature gate MaxUnavailableStatefulSet is enabled.';
  yield { path: 'spec.updateStrategy.rollingUpdate.maxUnavailable', message };
}

/** Whether a minor has the fields of a StatefulSet that not every minor has. */
export function* missingStatefulSetFeatures({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const { minReadySeconds, ordinals, persistentVolumeClaimRetentionPolicy } = fields(spec);
  if (minReadySeconds) yield* dropped(missing(FEATURES.minReadySeconds, 'spec.minReadySeconds', kubernetes));
  if (ordinals !== undefined) yield* dropped(missing(FEATURES.firstOrdinal, 'spec.ordinals', kubernetes));
  if (persistentVolumeClaimRetentionPolicy !== undefined) {
    yield* dropped(missing(FEATURES.claimsDeletedBySet, 'spec.persistentVolumeClaimRetentionPolicy', kubernetes));
  }
}

/** Whether a minor has the fields of the spec of a pod at `path` that not every minor has. */
export function* missingPodFeatures(pod: Fields, kubernetes: Minor, path: string): Iterable<Verdict> {
  if (list(pod.topologySpreadConstraints).length) yield* dropped(missing(FEATURES.zoneSpread, `${path}.topologySpreadConstraints`, kubernetes));
  for (const [i, volume] of list(pod.volumes).map(fields).entries()) {
    if (volume.ephemeral !== undefined) yield* missing(FEATURES.ephemeralClaims, `${path}.volumes[${i}].ephemeral`, kubernetes);
  }
}

/** Whether a minor has the fields of a HorizontalPodAutoscaler that not every minor has. */
export function* missingAutoscalerFeatures({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const { behavior, metrics, minReplicas } = fields(spec);
  if (minReplicas === 0) yield* missing(FEATURES.scaleToZero, 'spec.minReplicas', kubernetes);
  for (const direction of ['scaleUp', 'scaleDown']) {
    if (fields(fields(behavior)[direction]).tolerance === undefined) continue;
    yield* dropped(missing(FEATURES.scalingTolerance, `spec.behavior.${direction}.tolerance`, kubernetes));
  }
  for (const [i, metric] of list(metrics).map(fields).entries()) {
    if (metric.containerResource !== undefined) {
      yield* dropped(missing(FEATURES.containerMetrics, `spec.metrics[${i}].containerResource`,
        kubernetes));
    }
  }
}

/** Without the field the object does less than what was written, but it does its work. */
function* dropped(verdicts: Iterable<Verdict>): Iterable<Verdict> {
  for (const verdict of verdicts) yield { ...verdict, severity: 'warning' };
}
