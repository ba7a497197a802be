/*
 * What happens to each claim and when, in words for people. A claim that waits for its pod in a class that waits for pods is on its way.
 */
import { ClaimOutcome, ClaimPlan, PodOutcome, PodPlan } from './results';
import type { StoragePlan } from './storage-plan';
import { addTo } from '../../core/multimap';
import { count } from '../../core/words';
import { NO_PROVISIONER } from '../../kubernetes/volume-plugins';
import type { Plan } from '../model/plan';

/** The future of a claim. */
export interface Prospect {
  /** Where its volume comes from and when, such as "provisioned by cinder.csi.openstack.org once pod db-0 is scheduled". */
  readonly words: string;
  /** What claims with the same future have in common, as the predicate of a count: "provisioned by cinder.csi.openstack.org". */
  readonly common: string;
  /** Whether it needs attention. */
  readonly needsAttention: boolean;
}

/** A claim of a plan with its future. */
export type ToldClaim = ClaimPlan & { readonly prospect?: Prospect };

/** What a report reads of a plan. */
export type ToldPlan = Omit<Plan, 'claims'> & { readonly claims: readonly ToldClaim[]; readonly incomplete?: readonly string[] };

const TROUBLE: ReadonlySet<PodOutcome> = new Set([PodOutcome.UNSCHEDULABLE, PodOutcome.STUCK]);

/** The claims of a plan with their futures. */
export function toldClaims(plan: StoragePlan): ToldClaim[] {
  const users = usersOf(plan);
  return plan.claims.map((claim) => ({ ...claim, prospect: prospectOf(claim, plan, users.get(`${claim.namespace}/${claim.name}`) ?? []) }));
}

/** "6 claims: 3 provisioned by cinder.csi.openstack.org, 3 wait for local disks; 1 pod cannot run" */
export function planSummary({ claims, volumes, pods, rejected }: ToldPlan): string {
  const groups = new Map<string, ToldClaim[]>();
  for (const claim of claims) if (claim.prospect) addTo(groups, claim.prospect.common, claim);
  const parts = [...groups].map(([common, members]) => `${members.length} ${members.length === 1 ? singular(common) : common}`);
  const failing = pods.filter(({ outcome }) => TROUBLE.has(outcome)).length;
  const objects = new Set(rejected.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).size;
  return [
    claims.length ? `${count(claims.length, 'claim')}: ${parts.join(', ')}` : `no claims, ${count(volumes.length, 'volume')}`,
    ...failing ? [`${count(failing, 'pod')} cannot run`] : [],
    ...objects ? [`${count(objects, 'object')} rejected by the API server`] : [],
  ].join('; ');
}

function singular(predicate: string): string {
  return predicate.replace(/^(wait|bind|use|depend|lose)\b/, '$1s').replace('their pods run', 'its pod runs')
    .replace('a pod that uses them', 'a pod that uses it')
    .replace('their volumes', 'its volume').replace('local disks', 'a local disk');
}

function prospectOf(claim: ClaimPlan, { _inventory: { classes, world } }: StoragePlan, users: readonly PodPlan[]): Prospect {
  const { outcome, storageClass = '', provisioner = classes.get(storageClass)?.provisioner } = claim;
  const isPrepared = provisioner === NO_PROVISIONER;
  const isElsewhere = !classes.has(storageClass) && world.knownClasses.has(storageClass);
  const needsAttention = users.some(({ outcomes }) => outcomes.some((one) => TROUBLE.has(one)));
  switch (outcome) {
    case ClaimOutcome.BOUND: return { words: claim.volume ?? '', common: 'bound', needsAttention: false };
    case ClaimOutcome.PROVISIONING: return { words: `provisioned by ${provisioner}`, common: `provisioned by ${provisioner}`, needsAttention: false };
    case ClaimOutcome.ONE_OF: return { words: '', common: 'bind as order or ties decide', needsAttention: true };
    case ClaimOutcome.PENDING: return { words: '', common: 'never bound', needsAttention: true };
    case ClaimOutcome.LOST: return { words: '', common: 'lose their volumes', needsAttention: true };
    case ClaimOutcome.UNKNOWN:
      if (isElsewhere) {
        return {
          words: `by class ${storageClass} of the cluster`,
          common: `use class ${storageClass} of the `
        + 'cluster',
          needsAttention: false,
        };
      }
      if (isPrepared) return { words: 'a local disk, once one is free', common: 'wait for local disks', needsAttention };
      return { words: '', common: 'depend on what the cluster holds', needsAttention: true };
    default: {
      const when = timeOf(claim);
      if (isPrepared) return { words: `a local disk ${when}`, common: 'wait for local disks', needsAttention };
      if (isElsewhere) return { words: `by class ${storageClass} ${when}`, common: `use class ${storageClass} of the cluster`, needsAttention };
      if (!provisioner) return { words: `a volume ${when}`, common: 'wait for their pods', needsAttention };
      const common = claim.event === 'WaitForFirstConsumer' ? 'wait for a pod that uses them' : `provisioned by ${provisioner} once their pods run`;
      return { words: `provisioned by ${provisioner} ${when}`, common, needsAttention };
    }
  }
}

/** When a claim that waits gets its volume. */
function timeOf({ event, message }: ClaimPlan): string {
  const pod = /pod (\S+)/.exec(message)?.[1];
  if (event === 'WaitForFirstConsumer' || !pod) return 'once a pod uses it';
  return event === 'WaitForPodScheduled' ? `once pod ${pod} is scheduled` : `after pod ${pod} is Ready`;
}

function usersOf({ pods, _inventory: inventory }: StoragePlan): Map<string, PodPlan[]> {
  const planned = new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const users = new Map<string, PodPlan[]>();
  for (const pod of inventory.pods.values()) {
    const plan = planned.get(pod.key);
    for (const { claimName } of plan ? pod.uses : []) addTo(users, `${pod.namespace}/${claimName}`, plan!);
  }
  return users;
}
