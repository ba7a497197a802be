import { HOSTNAME } from '../../kubernetes/labels';
import { Node } from '../model/admitted';
import { Inventory } from '../model/inventory';

/**
 * The nodes that pods can run on: those of the input. In an open world whose input has none, there is an assumed node for each host that a
 * volume is tied to, and one for all others. What is not known of an assumed node is taken to fit.
 */
export function clusterNodes(inventory: Inventory): readonly Node[] {
  if (inventory.nodes.length || inventory.world.closed) return inventory.nodes;
  const hosts = new Set<string>();
  for (const { nodeAffinity } of inventory.volumes) {
    for (const { labels } of nodeAffinity ?? []) {
      for (const { key, operator, values } of labels) if (key === HOSTNAME && operator === 'In') values.forEach((value) => hosts.add(value));
    }
  }
  for (const pod of inventory.pods.values()) {
    for (const { key, values } of pod.nodeSelector) if (key === HOSTNAME) hosts.add(values[0]);
  }
  return [...[...hosts].map((host) => assumed(host, { [HOSTNAME]: host })), assumed('', { [HOSTNAME]: '' })];
}

function assumed(name: string, labels: { readonly [key: string]: string }): Node {
  return { name, labels, taints: [], unschedulable: false, assumed: true };
}
