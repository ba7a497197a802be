/*
 * Why a claim has no volume, in the controller's words.
 */
import { Facts } from './facts';
import { Unbound } from './fates';
import { mismatch } from './predicates';
import { provisioning } from './provisioning';
import { Claim } from '../model/model';

/** A claim whose binding was completed once. */
export function lost(facts: Facts, claim: Claim): Unbound {
  const volume = facts.inventory.volumesByName.get(claim.volumeName);
  const message = claim.volumeName === '' ? 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!'
    : volume ? 'Two claims are bound to the same volume, this one is bound incorrectly'
      : 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
  return { outcome: 'lost', depends: !volume && claim.volumeName !== '', message };
}

/** A claim that names a volume and does not get it. */
export function refused(facts: Facts, claim: Claim): Unbound {
  const volume = facts.inventory.volumesByName.get(claim.volumeName);
  if (!volume) return { outcome: 'pending', depends: true, message: `PersistentVolume "${claim.volumeName}" does not exist` };
  const problem = volume.claimRef === undefined ? mismatch(claim, volume) : undefined;
  if (problem !== undefined) {
    return { outcome: 'pending', depends: false, event: 'VolumeMismatch', message: `Cannot bind to requested volume "${volume.name}": ${problem}` };
  }
  return {
    outcome: 'pending', depends: false, event: 'FailedBinding', message: `volume "${volume.name}" already bound to a different claim.`,
  };
}

/** A claim that waits for a pod, or for its pods to be scheduled; where nobody makes volumes, others in the cluster could end that. */
export function waiting(facts: Facts, className: string, podNames: readonly string[]): Unbound {
  if (!podNames.length) {
    return {
      outcome: 'waiting', depends: false, event: 'WaitForFirstConsumer', message: 'waiting for first consumer to be created before binding',
    };
  }
  const pods = podNames.length > 1 ? `pods ${podNames.join(',')}` : `pod ${podNames[0]}`;
  const depends = provisioning(facts.inventory, className).provisioner === undefined;
  return { outcome: 'waiting', depends, event: 'WaitForPodScheduled', message: `waiting for ${pods} to be scheduled` };
}

/** A claim that no volume matches, and that waits for no pod. */
export function unmatched(facts: Facts, className: string): Unbound {
  if (className === '') {
    return {
      outcome: 'pending',
      depends: true,
      event: 'FailedBinding',
      message: 'no persistent volumes available for this claim and no storage class is set',
    };
  }
  const { provisioner, event, message } = provisioning(facts.inventory, className);
  return { outcome: provisioner === undefined ? 'pending' : 'provisioning', depends: provisioner === undefined, provisioner, event, message };
}

/** What the controller says about a claim without volume when no pod has been scheduled. */
export function unboundAtRest(facts: Facts, claim: Claim): Unbound {
  if (claim.bindCompleted) return lost(facts, claim);
  if (claim.volumeName !== '') return refused(facts, claim);
  const className = facts.laterClass(claim) ?? claim.className;
  if (!facts.delays(className) || claim.selectedNode !== undefined) return unmatched(facts, className);
  return waiting(facts, className, facts.usersOf(claim).filter((pod) => pod.nodeName === '').map((pod) => pod.name));
}

