/*
 * What a live control plane did with a set of manifests, against what the plan says can happen.
 */
import { Arrival, StoragePlan } from '../../src/analysis';

export interface Observed {
  /** By "namespace/name": "bound(VOLUME)", "provisioning(PROVISIONER)", "waiting", "pending" or "lost". */
  readonly claims: { readonly [key: string]: string };
  /** Phases by name. */
  readonly volumes: { readonly [name: string]: string };
  /** Nodes by "namespace/name"; null for a pod without one. */
  readonly pods: { readonly [key: string]: string | null };
}

/** What was observed and cannot happen by the plan, as sentences. */
export function surprises(manifests: any[], { claims, volumes, pods }: Observed, arrival: Arrival): string[] {
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true, arrival }).toJson();
  return [
    ...Object.entries(claims).filter(([key, seen]) => !isPossible(find(plan.claims, key), seen)),
    ...Object.entries(volumes).filter(([name, phase]) => !phase.startsWith('rejected') && !find(plan.volumes, name)?.phases.includes(phase)),
    ...Object.entries(pods).filter(([key, node]) => !runsThere(find(plan.pods, key), node)),
  ].map(([key, seen]) => `${key} was ${seen}`);
}

const find = (list: any[], key: string) => list.find((one) => [one.namespace, one.name].filter((part) => part !== undefined).join('/') === key);

function isPossible(claim: any, seen: string): boolean {
  const [, word, detail] = /^(\w+)(?:\((.*)\))?$/.exec(seen)!;
  if (!claim) return false;
  if (word === 'bound') return claim.volumes.includes(detail);
  if (claim.outcome === 'oneOf') return claim.volumes.includes(null);
  return claim.outcome === word && (word !== 'provisioning' || claim.provisioner === detail);
}

/** A pod without a node in the recording may not run for certain; one with a node may run there, be it stuck or waiting for a provisioner. */
function runsThere(pod: any, node: string | null): boolean {
  if (!pod) return false;
  if (node === null) return pod.outcome !== 'schedulable' || pod.message !== null;
  return pod.outcome !== 'unschedulable' && pod.nodes.includes(node);
}
