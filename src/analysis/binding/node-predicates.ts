/*
 * The conditions of volumes on nodes.
 *
 * Sources: component-helpers storage/volume/helpers.go (CheckNodeAffinity); pkg/scheduler/framework/plugins/volumezone.
 */
import { CHANGED_IN } from '../../kubernetes/changes';
import { BETA_REGION, BETA_ZONE, DEPRECATED_NODE_LABELS, REGION, ZONE } from '../../kubernetes/labels';
import { isAtLeast } from '../../kubernetes/minor';
import { Labels } from '../../kubernetes/selectors';
import { Node, Volume } from '../model/admitted';
import { matchNodeLabels } from '../model/node-selection';

/**
 * Whether a volume's node affinity allows a node. CheckNodeAffinity asks a Node that has nothing but labels, and for a node without a name
 * matchFields are skipped (nodeaffinity.go, nodeSelectorTerm.match): so they never keep a volume off a node.
 */
export function checkNodeAffinity({ nodeAffinity }: Volume, node: Node): boolean {
  return nodeAffinity === undefined || nodeAffinity.some(({ labels, fields }) => labels.length + fields.length > 0 && matchNodeLabels(node, labels));
}

/** The reason of the scheduler for nodes from which a bound volume cannot be reached (ErrReasonNodeConflict). */
export function reasonNodeConflict(kubernetesVersion: string): string {
  return isAtLeast(kubernetesVersion, CHANGED_IN.nodeConflictReason) ? "node(s) didn't match PersistentVolume's node affinity"
    : 'node(s) had volume node affinity conflict';
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
