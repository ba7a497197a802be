/*
 * The conditions of pods and volumes on nodes. Of an assumed node (see nodes.ts) every label that is not listed may have any value.
 *
 * Sources: component-helpers storage/volume/helpers.go (CheckNodeAffinity) and scheduling/corev1; pkg/scheduler/framework/plugins: nodeunschedulable,
 * tainttoleration, nodeaffinity, volumezone.
 */
import { own } from '../../core/fields';
import { BETA_REGION, BETA_ZONE, DEPRECATED_NODE_LABELS, REGION, UNSCHEDULABLE, ZONE } from '../../kubernetes/labels';
import { isAtLeast } from '../../kubernetes/minor';
import { holds, Labels, NodeTerm, Requirement, Selector } from '../../kubernetes/selectors';
import { Node, Pod, Taint, Toleration, Volume } from '../model/model';

/** Whether a volume's node affinity allows a node. */
export function checkNodeAffinity(volume: Volume, node: Node): boolean {
  return volume.nodeAffinity === undefined || matchNodeSelectorTerms(node, volume.nodeAffinity);
}

/** The reason of the scheduler for nodes from which a bound volume cannot be reached (ErrReasonNodeConflict). */
export function reasonNodeConflict(kubernetesVersion: string): string {
  return isAtLeast(kubernetesVersion, '1.33') ? "node(s) didn't match PersistentVolume's node affinity" : 'node(s) had volume node affinity conflict';
}

export function matchNodeSelectorTerms(node: Node, terms: readonly NodeTerm[]): boolean {
  return terms.some((term) => term.labels.length + term.fields.length > 0
    && term.labels.every((requirement) => meets(node, requirement))
    && term.fields.every((requirement) => requirement.key === 'metadata.name' && holds(requirement, node.name)));
}

export function matchNodeLabels(node: Node, selector: Selector): boolean {
  return selector.every((requirement) => meets(node, requirement));
}

/** Whether a class with these allowedTopologies provisions for a node: one of the terms matches, or there are none. */
export function matchTopologySelectorTerms(node: Node, terms: readonly Selector[]): boolean {
  return terms.length === 0 || terms.some((term) => term.length > 0 && matchNodeLabels(node, term));
}

function meets(node: Node, requirement: Requirement): boolean {
  const value = own(node.labels, requirement.key);
  return (node.assumed && value === undefined) || holds(requirement, value);
}

/** Why the scheduler rejects a node for a pod whatever its volumes are; undefined if it does not. */
export function nodeRejection(pod: Pod, node: Node): string | undefined {
  const cordon: Taint = { key: UNSCHEDULABLE, value: '', effect: 'NoSchedule' };
  if (node.unschedulable && !isTolerated(pod.tolerations, cordon)) return 'node(s) were unschedulable';
  if (node.taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(pod.tolerations, taint))) {
    return 'node(s) had untolerated taint(s)';
  }
  const selected = matchNodeLabels(node, pod.nodeSelector) && (pod.nodeAffinity === undefined || matchNodeSelectorTerms(node, pod.nodeAffinity));
  return selected ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

function isTolerated(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key, operator, value, effect }) => (effect === '' || effect === taint.effect)
    && (key === taint.key || (key === '' && operator === 'Exists')) && (operator === 'Exists' || value === taint.value));
}

const ZONE_LABELS = [BETA_ZONE, BETA_REGION, ZONE, REGION];

/** The labels of a volume that say in which zones and regions it is. */
export function zoneLabels(labels: Labels): string[] {
  return ZONE_LABELS.filter((key) => labels[key] !== undefined);
}

/** The VolumeZone plugin: zone and region labels of a bound volume, whose values are lists joined by "__", against those of the node. */
export function filterVolumeZone(node: Node, volume: Volume): boolean {
  if (node.assumed || !ZONE_LABELS.some((key) => node.labels[key] !== undefined)) return true;
  return zoneLabels(volume.labels).every((key) => {
    const value = node.labels[key] ?? node.labels[DEPRECATED_NODE_LABELS[key] ?? key];
    return value !== undefined && volume.labels[key].split('__').includes(value);
  });
}
