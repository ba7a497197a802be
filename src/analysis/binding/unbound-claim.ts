/*
 * Why a claim has no volume: what the controller reports in its phase and its events. Mirrors the branches of pv_controller.go syncUnboundClaim and
 * syncBoundClaim that bind nothing.
 */
import { UnboundReason } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { checkVolumeSatisfyClaim } from './predicates';
import { provisionClaim, refusalOf } from './provisioning';
import { Claim, Node } from '../model/admitted';

/** A claim that is being deleted. */
export const CLAIM_GOES: UnboundReason = {
  outcome: 'pending', dependsOnCluster: false, message: 'is being deleted: no pod with a node uses it, so it is removed and its volume is released',
};

/** A claim that was bound once: events ClaimLost and ClaimMisbound. */
export function claimLost(cluster: ClusterIndex, claim: Claim): UnboundReason {
  const volume = cluster.inventory.volumesByName.get(claim.volumeName);
  const message = claim.volumeName === '' ? 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!'
    : volume ? 'Two claims are bound to the same volume, this one is bound incorrectly'
      : 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
  return { outcome: 'lost', dependsOnCluster: !volume && claim.volumeName !== '', message };
}

/** A claim that names a volume and does not get it. */
export function requestedVolumeUnavailable(cluster: ClusterIndex, claim: Claim): UnboundReason {
  const volume = cluster.inventory.volumesByName.get(claim.volumeName);
  if (!volume) return { outcome: 'pending', dependsOnCluster: true, message: `PersistentVolume "${claim.volumeName}" does not exist` };
  const problem = volume.claimRef === undefined ? checkVolumeSatisfyClaim(claim, volume) : undefined;
  if (problem !== undefined) {
    const message = `Cannot bind to requested volume "${volume.name}": ${problem}`;
    return { outcome: 'pending', dependsOnCluster: false, event: 'VolumeMismatch', message };
  }
  return {
    outcome: 'pending', dependsOnCluster: false, event: 'FailedBinding', message: `volume "${volume.name}" already bound to a different claim.`,
  };
}

/** A claim that waits for a pod, or for its pods to be scheduled. Where nothing provisions, other objects in the cluster could end that. */
export function emitEventForUnboundDelayBindingClaim(cluster: ClusterIndex, className: string, podNames: readonly string[]): UnboundReason {
  if (!podNames.length) {
    return {
      outcome: 'waiting', dependsOnCluster: false, event: 'WaitForFirstConsumer', message: 'waiting for first consumer to be created before binding',
    };
  }
  const pods = podNames.length > 1 ? `pods ${podNames.join(',')}` : `pod ${podNames[0]}`;
  const dependsOnCluster = provisionClaim(cluster.inventory, className).provisioner === undefined;
  return { outcome: 'waiting', dependsOnCluster, event: 'WaitForPodScheduled', message: `waiting for ${pods} to be scheduled` };
}

/** A claim that no volume matches, and that waits for no pod. */
export function noMatchingVolume(cluster: ClusterIndex, claim: Claim, className: string, node?: Node): UnboundReason {
  if (className === '') {
    return {
      outcome: 'pending',
      dependsOnCluster: true,
      event: 'FailedBinding',
      message: 'no persistent volumes available for this claim and no storage class is set',
    };
  }
  const { provisioner, event, message } = provisionClaim(cluster.inventory, className);
  const refusal = provisioner === undefined ? undefined : refusalOf(cluster.inventory, claim, className, node);
  if (refusal !== undefined) {
    const reason = `failed to provision volume with StorageClass "${className}": ${refusal}`;
    return { outcome: 'pending', dependsOnCluster: false, event, message: reason }; // the controller asked the provisioner, and records that
  }
  const isPending = provisioner === undefined;
  return { outcome: isPending ? 'pending' : 'provisioning', dependsOnCluster: isPending, provisioner, event, message };
}

/** What the controller reports about a claim without volume before any pod is scheduled. */
export function unboundWithoutScheduling(cluster: ClusterIndex, claim: Claim): UnboundReason {
  if (claim.bindCompleted) return claimLost(cluster, claim);
  if (claim.volumeName !== '') return requestedVolumeUnavailable(cluster, claim);
  const className = cluster.retroactiveDefaultClass(claim) ?? claim.className;
  if (!cluster.isDelayBindingMode(className) || claim.selectedNode !== undefined) return noMatchingVolume(cluster, claim, className);
  const podNames = cluster.podsUsing(claim).filter(({ nodeName }) => nodeName === '').map(({ name }) => name);
  return emitEventForUnboundDelayBindingClaim(cluster, className, podNames);
}

