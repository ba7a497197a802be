/*
 * Pods as the scheduler and the volume controllers see them.
 */
import { ClaimUse, InlineDisk, Pod, PodTerm, Toleration } from './admitted';
import { ClaimSource } from './claim-sources';
import { PodSource } from './pod-sources';
import { fields, Fields, isObject, list, strings, text, textList } from '../../core/fields';
import { DAEMON_SET_TAINTS, EVICTION_TAINTS, NETWORK_UNAVAILABLE, POD_INDEX, POD_NAME } from '../../kubernetes/labels';
import { Labels, labelSelector, nodeTerms } from '../../kubernetes/selectors';

const DEFAULT_SCHEDULER = 'default-scheduler';

const tolerationOf = (key: string, effect: string): Toleration => ({ key, operator: 'Exists', value: '', effect });
const DEFAULT_TOLERATIONS = EVICTION_TAINTS.map((key) => tolerationOf(key, 'NoExecute'));
const DAEMON_TOLERATIONS = DAEMON_SET_TAINTS.map((key) => tolerationOf(key, 'NoSchedule'));
const HOST_NETWORK_TOLERATION = tolerationOf(NETWORK_UNAVAILABLE, 'NoSchedule');

/** One pod of a template. */
export interface Replica {
  readonly name: string;
  /** From 0. */
  readonly replica: number;
  /** Key of the pod that must be ready first. */
  readonly after?: string;
  /** Node that the DaemonSet controller creates it for. */
  readonly daemonOf?: string;
  /** It may never be created. */
  readonly optional?: boolean;
}

/** Turns the pods of a template into what the scheduler sees; what they have in common is read once. */
export function podReader(source: PodSource, templates: readonly ClaimSource[] = []): (one: Replica) => Pod {
  const { item, namespace, spec } = source;
  const affinity = fields(spec.affinity);
  const selected = strings(spec.nodeSelector);
  const stated = list(spec.tolerations).filter(isObject).map(toleration);
  const tolerations = [
    ...stated,
    ...DEFAULT_TOLERATIONS.filter((added) => !stated.some(({ key, effect }) => (
      (key === '' || key === added.key) && (effect === '' || effect === added.effect)))),
    ...item.kind === 'DaemonSet' ? [...DAEMON_TOLERATIONS, ...spec.hostNetwork === true ? [HOST_NETWORK_TOLERATION] : []] : [],
  ];
  const labels = strings(source.metadata.labels);
  const [together, apart] = [podTerms(affinity.podAffinity, namespace), podTerms(affinity.podAntiAffinity, namespace)];
  const volumes = claimVolumes(source, templates);
  const shared = {
    item,
    source,
    namespace,
    from: item.kind === 'Pod' ? undefined : `${item.kind}/${item.name}`,
    nodeName: text(spec.nodeName) ?? '',
    nodeSelector: Object.keys(selected).map((key) => ({ key, operator: 'In', values: [selected[key]] })),
    nodeAffinity: nodeTerms(fields(affinity.nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution),
    tolerations,
    disks: source.volumes.flatMap(({ value }) => inlineDisks(value)),
    otherScheduler: !['', DEFAULT_SCHEDULER].includes(text(spec.schedulerName) ?? ''),
    gated: list(spec.schedulingGates).length > 0,
  };
  return ({ name, replica, after, daemonOf, optional = false }) => {
    const own = item.kind === 'StatefulSet' ? { ...labels, ...identityLabels(name) } : labels;
    const termOf = (term: TermSource) => podTerm(term, own);
    return {
      ...shared,
      ...daemonOf === undefined ? {} : { nodeAffinity: [{ labels: [], fields: [{ key: 'metadata.name', operator: 'In', values: [daemonOf] }] }] },
      name,
      key: `${namespace}/${name}`,
      labels: own,
      affinity: together.map(termOf),
      antiAffinity: apart.map(termOf),
      uses: volumes.map((volume) => volume(name)),
      replica,
      after,
      optional,
    };
  };
}

/** Labels by which the StatefulSet controller marks each pod (stateful_set_utils.go, updateIdentity). */
function identityLabels(podName: string): Labels {
  return { [POD_NAME]: podName, [POD_INDEX]: podName.slice(podName.lastIndexOf('-') + 1) };
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

/** What isVolumeConflict of the plugin VolumeRestrictions compares. An AWS disk is never shared, an RBD image counts once for each monitor. */
function inlineDisks({ gcePersistentDisk, awsElasticBlockStore, iscsi, rbd }: Fields): InlineDisk[] {
  const disk = (kind: string, { readOnly }: Fields, ...id: unknown[]): InlineDisk => (
    { id: JSON.stringify([kind, ...id]), readOnly: readOnly === true });
  return [
    ...isObject(gcePersistentDisk) ? [disk('gce', gcePersistentDisk, gcePersistentDisk.pdName)] : [],
    ...isObject(awsElasticBlockStore) ? [disk('aws', {}, awsElasticBlockStore.volumeID)] : [],
    ...isObject(iscsi) ? [disk('iscsi', iscsi, iscsi.iqn)] : [],
    ...isObject(rbd) ? textList(rbd.monitors).map((monitor) => disk('rbd', rbd, monitor, rbd.pool ?? 'rbd', rbd.image)) : [],
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

/** A term as it is written: its keys take their values from the labels of the pod that has it. */
interface TermSource extends PodTerm {
  readonly matchLabelKeys: readonly string[];
  readonly mismatchLabelKeys: readonly string[];
}

function podTerms(value: unknown, namespace: string): TermSource[] {
  return list(fields(value).requiredDuringSchedulingIgnoredDuringExecution).filter(isObject).map((term) => ({
    selector: labelSelector(term.labelSelector),
    namespaces: list(term.namespaces).length ? textList(term.namespaces) : [namespace],
    topologyKey: text(term.topologyKey) ?? '',
    matchLabelKeys: textList(term.matchLabelKeys),
    mismatchLabelKeys: textList(term.mismatchLabelKeys),
  }));
}

/** The API server adds the keys to the selector of a new pod (applyMatchLabelKeysAndMismatchLabelKeys in pkg/registry/core/pod/strategy.go). */
function podTerm({ matchLabelKeys, mismatchLabelKeys, selector, namespaces, topologyKey }: TermSource, labels: Labels): PodTerm {
  const requirements = (keys: readonly string[], operator: string) => keys.filter((key) => labels[key] !== undefined)
    .map((key) => ({ key, operator, values: [labels[key]] }));
  const added = selector && [...selector, ...requirements(matchLabelKeys, 'In'), ...requirements(mismatchLabelKeys, 'NotIn')];
  return { selector: added, namespaces, topologyKey };
}
