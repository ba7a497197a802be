/** How many pods a voluntary disruption, such as a drain, must leave or may take. Exactly one of the two is given. */
export interface DisruptionBudget {
  /** Pods that must stay: "2" or "50%". @default - `maxUnavailable` */
  readonly minAvailable?: string;
  /** Pods that may go: "1" or "25%". @default - `minAvailable` */
  readonly maxUnavailable?: string;
}
