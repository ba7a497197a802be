/*
 * The numbers in a state. A state is copied and compared millions of times, so it is a flat array of 16-bit numbers; only this file knows
 * their encoding.
 *
 *   claim           >= 0  bound to a volume of the group with this index
 *                   UNBOUND, UNBOUND_DEFAULTED, LOST
 *   selected node   >= 0  index of the node in the annotation volume.kubernetes.io/selected-node
 *                   NO_NODE, ANY_NODE, UNKNOWN_NODE
 *   pod             >= 0  runs on the node with this index; ANY_NODE and UNKNOWN_NODE: runs there
 *                   NO_NODE, BINDING_NEVER_COMPLETES, NOT_CREATED
 *                   below PROVISIONING: scheduled, and its volumes are being provisioned for a node
 */

/** A claim without volume. */
export const UNBOUND = -1;
/** A claim without volume to which the controller assigned the default class (assignDefaultStorageClass). */
export const UNBOUND_DEFAULTED = -2;
/** A claim in phase Lost. */
export const LOST = -3;

/** A pod that is not scheduled, or a claim without selected node. */
export const NO_NODE = -1;
/** One of the possible nodes; which one influences no claim and no other pod. */
export const ANY_NODE = -2;
/** A pod that is scheduled, but whose PreBind waits for a binding that the controller rejects. */
export const BINDING_NEVER_COMPLETES = -4;
/** A node that the cluster does not have. */
export const UNKNOWN_NODE = -5;
/** An optional pod that has not been created. */
export const NOT_CREATED = -6;

/** Nodes count down from here for pods that wait for provisioning: above all single values, so that any number of nodes has room. */
const PROVISIONING = -100;
const FIRST_PROVISIONING = PROVISIONING - UNKNOWN_NODE;
const WITHOUT_NODE: ReadonlySet<number> = new Set([NO_NODE, BINDING_NEVER_COMPLETES, NOT_CREATED]);

export function isUnbound(claimValue: number): boolean {
  return claimValue === UNBOUND || claimValue === UNBOUND_DEFAULTED;
}

/** The value of a pod that is scheduled to a node and waits in PreBind until its volumes are provisioned. */
export function provisioningOn(node: number): number {
  return PROVISIONING - node;
}

function isProvisioningPod(podValue: number): boolean {
  return podValue <= FIRST_PROVISIONING;
}

/** Whether a pod has a node, be it that its volumes are still being provisioned. */
export function isPlaced(podValue: number): boolean {
  return !WITHOUT_NODE.has(podValue);
}

export function isRunning(podValue: number): boolean {
  return isPlaced(podValue) && !isProvisioningPod(podValue);
}

/** The node of a placed pod: an index, ANY_NODE or UNKNOWN_NODE. */
export function nodeOfPod(podValue: number): number {
  return isProvisioningPod(podValue) ? PROVISIONING - podValue : podValue;
}
