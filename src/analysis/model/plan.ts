import { ClaimPlan, PodPlan, RejectedObject, VolumePlan } from '../plan/results';

/** What the rules and reports read of a storage plan. Claims that compete share one list of volumes; none of them is ever copied. */
export interface Plan {
  readonly claims: readonly ClaimPlan[];
  readonly volumes: readonly VolumePlan[];
  readonly pods: readonly PodPlan[];
  readonly rejected: readonly RejectedObject[];
}

export const EMPTY_PLAN: Plan = { claims: [], volumes: [], pods: [], rejected: [] };
