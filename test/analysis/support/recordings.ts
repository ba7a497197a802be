/* What live control planes did with sets of objects (test/evidence/control-plane), against what the plan says of them. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Arrival, StoragePlan } from '../../../src/analysis';
import { Inventory } from '../../../src/analysis/model/inventory';

/** The Kubernetes that was observed; KUBERNETES names that of other files. */
export const OBSERVED = process.env.KUBERNETES ?? '1.36';

/** The files, and the arrivals that each timing of their runs is an instance of, the narrowest first. */
export const FILES = ['recorded-scenarios.json', 'recorded-scenarios-2.json'];

/**
 * `settled` and `slow` runs applied one object after the other and waited in between, `slow` ones longer. A `burst` applied everything at once: the order
 * in which the controllers see the objects is open.
 */
export const ARRIVALS: { readonly [timing: string]: readonly Arrival[] } = {
  settled: [Arrival.ONE_BY_ONE, Arrival.DOCUMENT_ORDER, Arrival.ANY],
  slow: [Arrival.ONE_BY_ONE, Arrival.DOCUMENT_ORDER, Arrival.ANY],
  burst: [Arrival.ANY],
};

/** What was observed in a run. */
export interface Run {
  readonly timing: string;
  /** By "namespace/name": "bound(VOLUME)", "provisioning(PROVISIONER)", "waiting", "pending" or "lost". */
  readonly claims: { readonly [key: string]: string };
  /** Phases by name. */
  readonly volumes: { readonly [name: string]: string };
  /** Nodes by "namespace/name"; null for a pod without one. */
  readonly pods: { readonly [key: string]: string | null };
}

export interface Recording {
  readonly id: string;
  readonly manifests: any[];
  /** The plan that was made before, of what a live cluster held and what was applied to it. */
  readonly plan?: any;
  readonly observed: {
    readonly runs: readonly Run[];
    readonly rejected: ReadonlyArray<{ readonly object: string; readonly fields: readonly string[] }>;
  };
}

export function recordings(file: string): Recording[] {
  return JSON.parse(readFileSync(file.includes('/') ? file : join(__dirname, '../../evidence/control-plane', file), 'utf8'));
}

/** An answer of a plan and what runs showed of it. */
export interface Judged {
  readonly of: 'claims' | 'volumes' | 'pods';
  readonly key: string;
  readonly seen: readonly unknown[];
  /** It excludes something that was seen. */
  readonly wrong: boolean;
  /** It allows an outcome that no run showed. Which of several nodes a pod got is no outcome. */
  readonly vaguer: boolean;
}

/** Each claim, volume and pod of some runs of one scenario against the plan for an arrival. */
export function judge(manifests: any[], runs: readonly Run[], arrival: Arrival): Judged[] {
  // The clusters had no provisioners: claims stayed as the controller left them.
  const options = { closedWorld: true, arrival, idleProvisioners: true, kubernetesVersion: OBSERVED };
  return judgePlan(StoragePlan._ofInventory(Inventory.ofManifests(manifests, options)).toJson(), runs);
}

/** Each claim, volume and pod of some runs against a plan, as JSON. */
export function judgePlan(plan: any, runs: readonly Run[]): Judged[] {
  const [{ claims, volumes, pods }] = runs;
  type Shown = (run: Run, key: string, answer: any) => string;
  const answers = (of: Judged['of'], keys: string[], allowed: (answer: any) => string[], shown: Shown) => keys.map((key): Judged => {
    const answer = plan[of].find((one: any) => [one.namespace, one.name].filter((part) => part !== undefined).join('/') === key);
    const possible = new Set(answer ? allowed(answer) : []);
    const seen = runs.map((run) => shown(run, key, answer));
    const wrong = answer?.outcome !== 'unknown' && !seen.every((one) => possible.has(one));
    return { of, key, seen: runs.map((run) => run[of][key]), wrong, vaguer: [...possible].some((one) => !seen.includes(one)) };
  });
  return [
    ...answers('claims', Object.keys(claims), claimOutcomes, (run, key, answer) => shownClaim(run.claims[key], answer)),
    ...answers('volumes', Object.keys(volumes).filter((key) => !volumes[key].startsWith('rejected')), ({ phases }) => phases, (run, key) => run.volumes[key]),
    ...answers('pods', Object.keys(pods), podOutcomes, (run, key, answer) => shownPod(run.pods[key], answer)),
  ];
}

const claimOutcomes = ({ outcome, volumes, provisioner }: any): string[] => (
  volumes.length ? volumes.map((volume: string | null) => (volume === null ? 'unbound' : `bound(${volume})`))
    : [outcome === 'oneOf' ? 'unbound' : outcome === 'provisioning' ? `provisioning(${provisioner})` : outcome]);

function shownClaim(seen: string, answer: any): string {
  if (seen.startsWith('bound') || answer?.outcome !== 'oneOf') return seen.startsWith('lost') ? 'lost' : seen;
  return 'unbound';
}

/** One with a node may run there, be it stuck or waiting for a provisioner; without one it waits, or is not scheduled. */
function podOutcomes({ outcomes, nodes }: any): string[] {
  const placed = outcomes.some((one: string) => ['schedulable', 'stuck'].includes(one));
  const open = outcomes.some((one: string) => ['unschedulable', 'waiting'].includes(one)) || !nodes.length;
  return [...placed && nodes.length ? ['placed'] : [], ...open ? ['no node'] : []];
}

function shownPod(node: string | null, answer: any): string {
  if (node === null) return 'no node';
  if (!answer?.nodes.includes(node)) return `on ${node}`;
  return answer.outcomes.some((one: string) => ['schedulable', 'stuck'].includes(one)) ? 'placed' : answer.outcomes.includes('waiting') ? 'no node' : `on ${node}`;
}
