/*
 * Pods as the scheduler and the volume controllers see them.
 */
import { ClaimSource } from './claim-sources';
import { ClaimUse, Pod, PodTerm, Toleration } from './model';
import { PodSource } from './pod-sources';
import { fields, Fields, isObject, list, strings, text, textList } from '../../core/fields';
import { DAEMON_SET_TAINTS } from '../../kubernetes/labels';
import { labelSelector, nodeTerms } from '../../kubernetes/selectors';

/** Tolerations that the DaemonSet controller adds to its pods. */
const DAEMON_TOLERATIONS = DAEMON_SET_TAINTS.map((key) => ({ key, operator: 'Exists', value: '', effect: '' }));

/** One pod of a template. */
export interface Replica {
  readonly name: string;
  /** From 0. */
  readonly replica: number;
  /** Key of the pod that must be ready first. */
  readonly after?: string;
  /** Node that the DaemonSet controller creates it for. */
  readonly daemonOf?: string;
}

/** Turns the pods of a template into what the scheduler sees; what they have in common is read once. */
export function podReader(source: PodSource, templates: readonly ClaimSource[] = []): (one: Replica) => Pod {
  const { item, namespace, spec } = source;
  const affinity = fields(spec.affinity);
  const selected = strings(spec.nodeSelector);
  const tolerations = list(spec.tolerations).filter(isObject).map(toleration);
  const volumes = claimVolumes(source, templates);
  const shared = {
    item,
    source,
    namespace,
    from: item.kind === 'Pod' ? undefined : `${item.kind}/${item.name}`,
    labels: strings(source.metadata.labels),
    nodeName: text(spec.nodeName) ?? '',
    nodeSelector: Object.keys(selected).map((key) => ({ key, operator: 'In', values: [selected[key]] })),
    nodeAffinity: nodeTerms(fields(affinity.nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution),
    tolerations,
    affinity: podTerms(affinity.podAffinity, namespace),
    antiAffinity: podTerms(affinity.podAntiAffinity, namespace),
    gated: list(spec.schedulingGates).length > 0,
  };
  return ({ name, replica, after, daemonOf }) => ({
    ...shared,
    ...daemonOf === undefined ? {} : {
      nodeAffinity: [{ labels: [], fields: [{ key: 'metadata.name', operator: 'In', values: [daemonOf] }] }],
      tolerations: [...tolerations, ...DAEMON_TOLERATIONS],
    },
    name,
    key: `${namespace}/${name}`,
    uses: volumes.map((volume) => volume(name)),
    replica,
    after,
  });
}

/** The volumes that are claims, as functions of the pod's name. Those of claim templates come first, and replace others of their names. */
function claimVolumes({ spec, volumes }: PodSource, templates: readonly ClaimSource[]): Array<(podName: string) => ClaimUse> {
  const mounts = used(spec, 'volumeMounts');
  const devices = used(spec, 'volumeDevices');
  const use = (volume: string, claimName: string, more: { ephemeral?: boolean; readOnly?: boolean } = {}): ClaimUse => (
    { volume, claimName, ephemeral: false, readOnly: false, ...more, mounted: mounts.has(volume), device: devices.has(volume) });
  const replaced = new Set(templates.map(({ name }) => name));
  return [
    ...templates.map(({ name }) => (podName: string) => use(name, `${name}-${podName}`)),
    ...volumes.filter(({ name }) => !replaced.has(name)).flatMap(({ name, value }) => {
      const { claimName, readOnly } = fields(value.persistentVolumeClaim);
      const options = { readOnly: readOnly === true };
      if (isObject(value.ephemeral)) return [(podName: string) => use(name, `${podName}-${name}`, { ...options, ephemeral: true })];
      return text(claimName) ? [() => use(name, claimName, options)] : [];
    }),
  ];
}

/** Names of the volumes that some container uses. */
function used(spec: Fields, key: 'volumeMounts' | 'volumeDevices'): Set<unknown> {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((kind) => list(spec[kind])).map(fields);
  return new Set(containers.flatMap((container) => list(container[key]).map((use) => fields(use).name)));
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
