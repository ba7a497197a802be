/*
 * The single conditions under which a volume serves a claim.
 * Source: component-helpers storage/volume/pv_helpers.go (FindMatchingVolume), pv_controller.go (checkVolumeSatisfyClaim).
 */
import { own } from '../../core/fields';
import { isAtLeast } from '../../kubernetes/minor';
import { wholeUnits } from '../../kubernetes/quantity';
import { Claim, Node, Pod, Taint, Toleration, Volume } from '../model/model';
import { holds, Labels, matches, NodeTerm, Requirement, Selector } from '../model/selectors';

/** What must hold for every volume, reserved or not. */
export function suits(claim: Claim, volume: Volume): boolean {
  return volume.capacity >= claim.request && volume.volumeMode === claim.volumeMode
    && volume.attributesClass === claim.attributesClass && !volume.deleting;
}

export function covers(claim: Claim, volume: Volume): boolean {
  return claim.modes.every((mode) => volume.modes.includes(mode));
}

export function isSelected(claim: Claim, volume: Volume): boolean {
  return claim.selector === undefined || matches(claim.selector, volume.labels);
}

/** Whether the volume is reserved for this claim; namespaces are compared as they are written. */
export function isReservedFor({ claimRef }: Volume, claim: Claim): boolean {
  return claimRef !== undefined && claimRef.name === claim.name && claimRef.namespace === claim.namespace
    && (claimRef.uid === '' || claimRef.uid === claim.uid);
}

/** Why a claim cannot bind to the volume that it names; undefined if it can. The order and the texts are those of the controller. */
export function mismatch(claim: Claim, volume: Volume): string | undefined {
  if (volume.deleting) return `the volume is marked for deletion "${volume.name}"`;
  if (wholeUnits(volume.capacity) < wholeUnits(claim.request)) return 'requested PV is too small';
  if (volume.className !== claim.className) return 'storageClassName does not match';
  if (volume.attributesClass !== claim.attributesClass) return 'volumeAttributesClassName does not match';
  if (volume.volumeMode !== claim.volumeMode) return 'incompatible volumeMode';
  return covers(claim, volume) ? undefined : 'incompatible accessMode';
}

/** What the scheduler says about nodes that do not reach a pod's volumes. */
export function outOfReach(kubernetesVersion: string): string {
  return isAtLeast(kubernetesVersion, '1.33') ? "node(s) didn't match PersistentVolume's node affinity" : 'node(s) had volume node affinity conflict';
}

/** Whether a node can reach a volume; of a made-up node every label that is not listed may have any value. */
export function reaches(node: Node, volume: Volume): boolean {
  return volume.nodeAffinity === undefined || matchesTerms(node, volume.nodeAffinity);
}

export function matchesTerms(node: Node, terms: readonly NodeTerm[]): boolean {
  return terms.some((term) => term.labels.length + term.fields.length > 0
    && term.labels.every((requirement) => meets(node, requirement))
    && term.fields.every((requirement) => requirement.key === 'metadata.name' && holds(requirement, node.name)));
}

export function matchesLabels(node: Node, selector: Selector): boolean {
  return selector.every((requirement) => meets(node, requirement));
}

/** One of the topology terms matches, or there are none. */
export function matchesTopology(node: Node, terms: readonly Selector[]): boolean {
  return terms.length === 0 || terms.some((term) => term.length > 0 && matchesLabels(node, term));
}

function meets(node: Node, requirement: Requirement): boolean {
  const value = own(node.labels, requirement.key);
  return (node.assumed && value === undefined) || holds(requirement, value);
}

/** Why the scheduler keeps a pod off a node whatever its volumes are; undefined if it does not. */
export function keptOff(pod: Pod, node: Node): string | undefined {
  const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
  if (node.unschedulable && !tolerated(pod.tolerations, cordon)) return 'node(s) were unschedulable';
  if (node.taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerated(pod.tolerations, taint))) {
    return 'node(s) had untolerated taint(s)';
  }
  const selected = matchesLabels(node, pod.nodeSelector) && (pod.nodeAffinity === undefined || matchesTerms(node, pod.nodeAffinity));
  return selected ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

function tolerated(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key, operator, value, effect }) => (effect === '' || effect === taint.effect)
    && (key === taint.key || (key === '' && operator === 'Exists')) && (operator === 'Exists' || value === taint.value));
}

const ZONES = [
  'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region',
];

/** The labels of a volume that say in which zones and regions it is. */
export function zoneLabels(labels: Labels): string[] {
  return ZONES.filter((key) => labels[key] !== undefined);
}

/** The VolumeZone plugin: zone and region labels of a bound volume, whose values are lists joined by "__", against those of the node. */
export function inZone(node: Node, volume: Volume): boolean {
  if (node.assumed || !ZONES.some((key) => node.labels[key] !== undefined)) return true;
  return zoneLabels(volume.labels).every((key) => {
    const current = key.replace('failure-domain.beta.kubernetes.io', 'topology.kubernetes.io');
    const value = node.labels[key] ?? node.labels[current];
    return value !== undefined && volume.labels[key].split('__').includes(value);
  });
}
