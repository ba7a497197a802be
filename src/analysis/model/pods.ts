/*
 * What of a pod matters to storage and to where it can run.
 */
import { ManifestObject } from './manifest-object';
import { ClaimUse, Pod, PodTerm, Toleration } from './model';
import { Labels, labelSelector, nodeTerms } from './selectors';
import { fields, Fields, isObject, list, strings, text, textList } from '../../core/fields';

/** What stands around the spec of a pod. */
export interface PodContext {
  readonly item: ManifestObject;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly spec: unknown;
  readonly specPath: string;
  readonly from?: string;
  readonly replica: number;
  readonly after?: string;
}

/** What the DaemonSet controller adds to its pods. */
export interface DaemonAdditions {
  readonly onlyOn?: string;
  readonly tolerates?: readonly Toleration[];
}

export function pod(context: PodContext, daemon: DaemonAdditions = {}): Pod {
  const spec = fields(context.spec);
  const affinity = fields(spec.affinity);
  const selected = strings(spec.nodeSelector);
  return {
    ...context,
    key: `${context.namespace}/${context.name}`,
    nodeName: text(spec.nodeName) ?? '',
    uses: claimUses(spec, context.name),
    nodeSelector: Object.keys(selected).map((key) => ({ key, operator: 'In', values: [selected[key]] })),
    nodeAffinity: daemon.onlyOn === undefined
      ? nodeTerms(fields(affinity.nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution)
      : [{ labels: [], fields: [{ key: 'metadata.name', operator: 'In', values: [daemon.onlyOn] }] }],
    tolerations: [...list(spec.tolerations).filter(isObject).map(toleration), ...daemon.tolerates ?? []],
    affinity: podTerms(affinity.podAffinity, context.namespace),
    antiAffinity: podTerms(affinity.podAntiAffinity, context.namespace),
    gated: list(spec.schedulingGates).length > 0,
    spec,
  };
}

/** How a pod uses claims, in the order of its volumes. */
function claimUses(spec: Fields, podName: string): ClaimUse[] {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => list(spec[key])).map(fields);
  const used = (key: string) => new Set(containers.flatMap((container) => list(container[key]).map((use) => fields(use).name)));
  const mounts = used('volumeMounts');
  const devices = used('volumeDevices');
  return list(spec.volumes).map(fields).flatMap((volume): ClaimUse[] => {
    const name = text(volume.name) ?? '';
    const ephemeral = isObject(volume.ephemeral);
    const claim = fields(volume.persistentVolumeClaim);
    const claimName = ephemeral ? `${podName}-${name}` : text(claim.claimName);
    if (!claimName) return [];
    return [{ volume: name, claimName, ephemeral, readOnly: claim.readOnly === true, mounted: mounts.has(name), device: devices.has(name) }];
  });
}

function toleration(value: Fields): Toleration {
  return {
    key: text(value.key) ?? '', operator: text(value.operator) || 'Equal', value: text(value.value) ?? '', effect: text(value.effect) ?? '',
  };
}

function podTerms(value: unknown, namespace: string): PodTerm[] {
  return list(fields(value).requiredDuringSchedulingIgnoredDuringExecution).filter(isObject).map((term) => ({
    selector: labelSelector(term.labelSelector),
    namespaces: list(term.namespaces).length ? textList(term.namespaces) : [namespace],
    topologyKey: text(term.topologyKey) ?? '',
  }));
}
