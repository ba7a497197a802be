/*
 * Results of the simulation as users read them.
 */
import { ClaimOutcome, ClaimPlan, PodOutcome, PodPlan, VolumePhase, VolumePlan } from './results';
import { text } from '../../core/fields';
import { mountFailure } from '../../kubernetes/judgements/mounting';
import { ClaimResult, PodResult, UnboundReason } from '../binding/binding-results';
import { NearestVolumes } from '../binding/nearest-volume';
import { Simulation } from '../binding/simulate';
import { volumePhases } from '../binding/volume-phase';
import { Pod } from '../model/admitted';
import { Inventory } from '../model/inventory';

export function describeClaims({ cluster, results }: Simulation): ClaimPlan[] {
  const nearest = new NearestVolumes(cluster, results.volumes);
  const names = new Map<readonly unknown[], string[]>();
  return [...cluster.inventory.claims.values()].map((claim) => {
    const result = results.claims.get(claim.key)!;
    let volumes = names.get(result.volumes);
    if (!volumes) names.set(result.volumes, volumes = result.volumes.map((volume) => volume.name).sort());
    const [first] = result.unbound;
    const found = outcome(cluster.inventory, result);
    const told = found === ClaimOutcome.BOUND || found === ClaimOutcome.ONE_OF || found === ClaimOutcome.UNKNOWN ? undefined : first;
    return {
      namespace: claim.namespace,
      name: claim.name,
      createdBy: claim.from,
      outcome: found,
      volume: found === ClaimOutcome.BOUND ? volumes[0] : undefined,
      volumes,
      mayStayUnbound: found === ClaimOutcome.ONE_OF && result.unbound.length > 0,
      storageClass: result.classes ? undefined : claim.className || (claim.hasClass ? '' : cluster.retroactiveDefaultClass(claim)),
      provisioner: found === ClaimOutcome.ONE_OF || told ? result.unbound.find((reason) => reason.provisioner)?.provisioner : undefined,
      event: told?.event,
      message: told?.message ?? (found === ClaimOutcome.UNKNOWN && isOfTheCluster(cluster.inventory, claim.className)
        ? `depends on class "${claim.className}", which is in the cluster and not in the input` : sentence(found, result, first)),
      nearest: volumes.length || found === ClaimOutcome.PROVISIONING ? undefined : nearest.of(claim),
    };
  });
}

/** Whether a class is only known by its name. */
function isOfTheCluster({ classes, world }: Inventory, name: string): boolean {
  return !classes.has(name) && world.knownClasses.has(name);
}

function outcome({ world, defaultClass }: Inventory, { claim, volumes, more, unbound, classes }: ClaimResult): ClaimOutcome {
  if (!world.closed && !claim.hasClass && !defaultClass && claim.volumeName === '') return ClaimOutcome.UNKNOWN;
  if (classes) return ClaimOutcome.ONE_OF;
  if (!unbound.length) return volumes.length + more === 1 ? ClaimOutcome.BOUND : ClaimOutcome.ONE_OF;
  if (volumes.length) return ClaimOutcome.ONE_OF;
  if (!world.closed && unbound.some(({ dependsOnCluster }) => dependsOnCluster)) return ClaimOutcome.UNKNOWN;
  const outcomes = new Set(unbound.map((reason) => reason.outcome));
  return outcomes.size > 1 ? ClaimOutcome.ONE_OF : unbound[0].outcome as ClaimOutcome;
}

function sentence(found: ClaimOutcome, { volumes, more, classes, unbound: reasons }: ClaimResult, unbound: UnboundReason | undefined): string {
  if (classes) {
    const end = [...volumes.map(({ name }) => `binds to ${name}`), ...reasons.map(({ provisioner, message }) => (provisioner ? 'provisioned by '
      + `${provisioner}` : message))];
    return `the newest of the default classes ${classes.join(', ')} decides: ${[...new Set(end)].join(', or ')}`;
  }
  if (found === ClaimOutcome.BOUND) return `binds to ${volumes[0].name}`;
  if (found === ClaimOutcome.UNKNOWN) {
    return 'depends on what the cluster holds besides these '
      + `objects${unbound ? `; without more: ${unbound.message}` : `; without more it binds to ${volumes[0].name}`}`;
  }
  const count = volumes.length + more;
  const listed = more ? ` (the first ${volumes.length} are listed)` : '';
  const one = count === 0 ? '' : count === 1 ? `binds to ${volumes[0].name}` : `binds to one of ${count} volumes${listed}`;
  if (!unbound) return `${one}: order or ties decide`;
  return `${one ? `${one}, or stays without one` : 'stays without a volume'}, as order or ties decide: ${unbound.message}`;
}

export function describeVolumes({ cluster, results }: Simulation, claims: readonly ClaimPlan[]): VolumePlan[] {
  const owners = new Map(claims.filter((claim) => claim.volume !== undefined).map((claim) => [claim.volume, `${claim.namespace}/${claim.name}`]));
  return cluster.inventory.volumes.map((volume) => {
    const possible = volumePhases(cluster, results.volumes.get(volume.name) ?? { volume, bound: 'never' }) as VolumePhase[];
    const phase = possible.length === 1 ? possible[0] : undefined;
    return { name: volume.name, phase, phases: possible, claim: phase === VolumePhase.BOUND ? owners.get(volume.name) : undefined };
  });
}

export function describePods({ cluster, results }: Simulation, claims: readonly ClaimPlan[]): PodPlan[] {
  const byKey = new Map(claims.map((claim) => [`${claim.namespace}/${claim.name}`, claim]));
  const outcomeOf = new Map<string, PodOutcome>();
  return [...cluster.inventory.pods.values()].map((pod) => {
    const result = results.pods.get(pod.key)!;
    const nodes = [...result.nodes].map((node) => cluster.nodes[node].name).filter((name) => name !== '').sort();
    const stated = pod.nodeName !== '' && !nodes.length ? [pod.nodeName] : nodes;
    const mount = unmountable(cluster.inventory, result, byKey);
    const before = result.notCreated && pod.after !== undefined ? outcomeOf.get(pod.after) : undefined;
    const open = pod.otherScheduler && pod.nodeName === '' ? `the scheduler "${text(pod.source.spec.schedulerName)}" decides`
      : unknownUse(cluster.inventory, pod, byKey);
    const outcomes = open !== undefined || before === PodOutcome.UNKNOWN ? [PodOutcome.UNKNOWN] : podOutcomes(result, mount);
    const found = outcomes.length > 1 ? PodOutcome.ONE_OF : outcomes[0];
    outcomeOf.set(pod.key, found);
    return {
      namespace: pod.namespace,
      name: pod.name,
      createdBy: pod.from,
      outcome: found,
      outcomes,
      nodes: found === PodOutcome.UNSCHEDULABLE ? [] : stated,
      message: found === PodOutcome.UNKNOWN ? open ?? result.refusal : result.mayRun && mount ? mount.message : result.refusal,
    };
  });
}

/** What may become of a pod, the best first. */
function podOutcomes({ pod, mayRun, mayWait, mayFail }: PodResult, mount: MountFailure | undefined): PodOutcome[] {
  const found = new Set<PodOutcome>();
  if (mayRun && !mount?.isCertain) found.add(PodOutcome.SCHEDULABLE);
  if (mayWait) found.add(PodOutcome.WAITING);
  if (mayRun && mount) found.add(PodOutcome.STUCK);
  if (mayFail) found.add(pod.nodeName === '' ? PodOutcome.UNSCHEDULABLE : PodOutcome.STUCK);
  return [...found];
}

/** Why a pod is as unknown as one of its claims: of an open world, or one that is only known to exist; undefined where it is not. */
function unknownUse(inventory: Inventory, pod: Pod, plans: ReadonlyMap<string, ClaimPlan>): string | undefined {
  for (const { claimName, ephemeral } of pod.uses) {
    const plan = plans.get(`${pod.namespace}/${claimName}`);
    const isOpen = !inventory.world.closed || inventory.knowsClaim(pod.namespace, claimName);
    if (!plan && !ephemeral && isOpen) return `depends on the claim "${claimName}", which the input does not have`;
    if (plan?.outcome === ClaimOutcome.UNKNOWN) return `depends on the claim "${claimName}": it ${plan.message}`;
  }
  return undefined;
}

/** The kubelet mounts no block volume, maps no filesystem as a device, and uses no volume that its plugin cannot serve. */
function unmountable(inventory: Inventory, { pod }: PodResult, plans: ReadonlyMap<string, ClaimPlan>): MountFailure | undefined {
  let possible: MountFailure | undefined;
  for (const use of pod.uses) {
    const key = `${pod.namespace}/${use.claimName}`;
    const mode = inventory.claims.get(key)?.volumeMode;
    const failure = mode === 'Block' && use.mounted ? certainly(`volume "${use.volume}" has volumeMode Block, but is specified in volumeMounts`)
      : mode === 'Filesystem' && use.device ? certainly(`volume "${use.volume}" has volumeMode Filesystem, but is specified in volumeDevices`)
        : unmountableVolume(inventory, plans.get(key)?.volumes ?? []);
    if (failure?.isCertain) return failure;
    possible ??= failure;
  }
  return possible;
}

/** Why a pod that runs may not mount its volumes. */
interface MountFailure {
  readonly message: string;
  /** Whichever volumes its claims get. */
  readonly isCertain: boolean;
}

function certainly(message: string): MountFailure {
  return { message, isCertain: true };
}

/** Claims that compete share one list, which is looked at once. */
const knownLists = new WeakMap<readonly string[], MountFailure | null>();

function unmountableVolume(inventory: Inventory, names: readonly string[]): MountFailure | undefined {
  let known = knownLists.get(names);
  if (known === undefined) {
    const failures = names.flatMap((name) => {
      const volume = inventory.volumesByName.get(name);
      const failure = volume && mountFailure(volume.item.object, inventory.world.kubernetesVersion);
      return failure ? [`PersistentVolume "${name}": ${failure}`] : [];
    });
    known = failures.length ? { message: failures[0], isCertain: failures.length === names.length } : null;
    knownLists.set(names, known);
  }
  return known ?? undefined;
}
