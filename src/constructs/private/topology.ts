const off = new WeakMap<object, Set<string>>();

/** Notes that a driver of the cluster runs without topology: its volumes are not bound to zones, and it ignores allowedTopologies. */
export function withoutTopology(cluster: object, provisioner: string): void {
  off.set(cluster, (off.get(cluster) ?? new Set()).add(provisioner));
}

/** The topology keys of a driver that runs without topology: none. Undefined for others. */
export function noTopologyKeys(cluster: object, provisioner: string): { topologyKeys: string[] } | undefined {
  return off.get(cluster)?.has(provisioner) ? { topologyKeys: [] } : undefined;
}
