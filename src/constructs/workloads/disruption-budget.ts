/** When the eviction of pods that are not ready is allowed. */
export enum UnhealthyPodEvictionPolicy {
  /** While as many pods are ready as the budget asks for. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
  /** Always. */
  ALWAYS_ALLOW = 'AlwaysAllow',
}

/** How many pods a voluntary disruption, such as a drain, must leave or may take. Exactly one of the two numbers is given. */
export interface DisruptionBudget {
  /** Pods that must stay: "2" or "50%". @default - `maxUnavailable` */
  readonly minAvailable?: string;
  /** Pods that may go: "1" or "25%". @default - `minAvailable` */
  readonly maxUnavailable?: string;

  /**
   * Whether pods that are not ready may go although the budget is used up. Since Kubernetes 1.27.
   *
   * @default - the API server's: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}
