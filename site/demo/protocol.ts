/* What the page asks the worker, and what it is told. */

export interface Asked {
  readonly id: number;
  readonly text: string;
  /** The input is all there is in the cluster. */
  readonly closedWorld: boolean;
  /** Minor of Kubernetes, such as "1.36". */
  readonly kubernetesVersion: string;
}

/** A finding of a rule, or what is wrong with the text itself. */
export interface Told {
  readonly severity: string;
  /** Id of the rule; problems of the text have none. */
  readonly rule?: string;
  /** Such as "PersistentVolumeClaim shop/backup". */
  readonly object?: string;
  readonly message: string;
  readonly fix?: string;
  /** Line of the input, from 1. */
  readonly line?: number;
}

export interface Answer {
  readonly id: number;
  readonly objects: number;
  readonly claims: number;
  /** The plan in a line. */
  readonly summary: string;
  readonly told: readonly Told[];
  /** The page of the plan; empty where the text holds no objects. */
  readonly html: string;
  /** Why there is no plan. */
  readonly error?: string;
  readonly milliseconds: number;
}
