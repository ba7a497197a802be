/*
 * Which nodes a pod may have, whatever its volumes are. Of an assumed node (see binding/nodes.ts) every label that is not listed may have any value.
 *
 * Sources: component-helpers scheduling/corev1; pkg/scheduler/framework/plugins: nodeunschedulable, tainttoleration, nodeaffinity;
 * pkg/controller/daemon/daemon_controller.go (NodeShouldRunDaemonPod).
 */
import { Node, Pod, Taint, Toleration } from './admitted';
import { own } from '../../core/fields';
import { UNSCHEDULABLE } from '../../kubernetes/labels';
import { holds, NodeTerm, Requirement, Selector } from '../../kubernetes/selectors';

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
export function nodeRejection(pod: Pick<Pod, 'tolerations' | 'nodeSelector' | 'nodeAffinity'>, node: Node): string | undefined {
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

/** Whether the DaemonSet controller creates a pod for a node. It looks at the template, to which it adds tolerations, and not at the cordon. */
export function shouldRunDaemonPod({ nodeName, ...pod }: Pod, node: Node): boolean {
  return (nodeName === '' || nodeName === node.name) && nodeRejection(pod, { ...node, unschedulable: false }) === undefined;
}
