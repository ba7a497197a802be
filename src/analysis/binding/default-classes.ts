/*
 * Several default classes: claims that name none get the newest, by the second of its creation, then the first by name. Which one that is the order
 * of creation decides, so each that may win is simulated, and the results are merged.
 */
import { BindingResults, ClaimResult, PodResult, UnboundReason, VolumeResult } from './binding-results';
import { Simulation, simulateBinding } from './simulate';
import { Volume } from '../model/admitted';
import { Inventory } from '../model/inventory';

/** What becomes of a cluster, whichever default class wins. */
export function simulateCluster(inventory: Inventory): Simulation {
  const first = simulateBinding(inventory);
  return inventory.withOtherDefaults().map(simulateBinding).reduce((one, other) => ({ ...one, results: merged(one, other) }), first);
}

function merged({ cluster: { inventory }, results }: Simulation, other: Simulation): BindingResults {
  const volumes = (all: readonly Volume[]) => all.map(({ name }) => inventory.volumesByName.get(name)!);
  const both = <T>(one: ReadonlyMap<string, T>, two: ReadonlyMap<string, T>, merge: (a: T, b: T) => T) => (
    new Map([...one].map(([key, result]) => [key, two.has(key) ? merge(result, two.get(key)!) : result])));
  const claims = both(results.claims, other.results.claims, (a: ClaimResult, b: ClaimResult): ClaimResult => {
    const classes = new Set([...a.classes ?? [a.claim.className], b.claim.className]);
    return {
      claim: a.claim,
      volumes: [...new Set([...a.volumes, ...volumes(b.volumes)])],
      more: Math.max(a.more, b.more),
      unbound: [...new Map([...a.unbound, ...b.unbound].map((one): [string, UnboundReason] => [`${one.outcome} ${one.message}`, one])).values()],
      classes: classes.size > 1 ? [...classes] : undefined,
    };
  });
  const ofVolumes = both(results.volumes, other.results.volumes, (a: VolumeResult, b: VolumeResult): VolumeResult => (
    { ...a, bound: a.bound === b.bound ? a.bound : 'maybe' }));
  const pods = both(results.pods, other.results.pods, (a: PodResult, b: PodResult): PodResult => ({
    ...a,
    nodes: new Set([...a.nodes, ...b.nodes]),
    mayRun: a.mayRun || b.mayRun,
    mayWait: a.mayWait || b.mayWait,
    mayFail: a.mayFail || b.mayFail,
    notCreated: a.notCreated && b.notCreated,
    refusal: a.refusal ?? b.refusal,
  }));
  return { claims, volumes: ofVolumes, pods };
}
