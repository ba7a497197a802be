/** PodDisruptionBudget: how many pods voluntary disruptions, such as a drain, must leave or may evict. Set exactly one of the two numbers. */
export interface DisruptionBudget {
  /** Pods that must stay available: "2" or "50%". @default - `maxUnavailable` */
  readonly minAvailable?: string;
  /** Pods that may be unavailable: "1" or "25%". @default - `minAvailable` */
  readonly maxUnavailable?: string;

  /**
   * Allows the eviction of pods that are not Ready even if the budget is used up (`unhealthyPodEvictionPolicy` AlwaysAllow). Since Kubernetes 1.27.
   *
   * @default - the API server's: false, which is IfHealthyBudget
   */
  readonly evictUnhealthyPods?: boolean;
}
