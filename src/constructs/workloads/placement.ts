/** How pods of one workload keep apart. */
export enum AntiAffinity {
  /** On different nodes, where that is possible. */
  PREFER_DIFFERENT_NODES = 'PreferDifferentNodes',
  /** On different nodes; a pod without a node of its own waits. */
  REQUIRE_DIFFERENT_NODES = 'RequireDifferentNodes',
}

/** How pods of one workload spread over zones (node label topology.kubernetes.io/zone). */
export enum ZoneSpread {
  /** Evenly, where that is possible. */
  PREFER_EVEN = 'PreferEven',
  /** Evenly: no zone has more than one pod above another, else the pod waits. */
  REQUIRE_EVEN = 'RequireEven',
}
