/* What the rules read of the storage plan: the shape of its JSON. */

export interface PlannedClaim {
  readonly namespace: string;
  readonly name: string;
  readonly outcome: string;
  readonly volume: string | null;
  /** For `oneOf`: the candidates, null among them if the claim may stay pending. */
  readonly volumes: Array<string | null>;
  readonly storageClass: string | null;
  readonly provisioner: string | null;
  readonly event: string | null;
  readonly message: string | null;
  readonly nearest: { readonly volume: string; readonly predicate: string } | null;
}

export interface PlannedVolume {
  readonly name: string;
  readonly phase: string | null;
  readonly phases: string[];
  readonly claim: string | null;
}

export interface PlannedPod {
  readonly namespace: string;
  readonly name: string;
  readonly outcome: string;
  readonly nodes: string[];
  readonly message: string | null;
}

export interface Rejection {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly field: string;
  readonly message: string;
}

export interface Plan {
  readonly claims: PlannedClaim[];
  readonly volumes: PlannedVolume[];
  readonly pods: PlannedPod[];
  readonly rejected: Rejection[];
}

export const EMPTY_PLAN: Plan = { claims: [], volumes: [], pods: [], rejected: [] };
