import { wholeUnits } from '../../../kubernetes/quantity';
import { Claim, Volume } from '../../model/model';

/** A field in which a claim and a volume do not fit. */
interface Mismatch {
  /** Field of the claim's spec. */
  readonly field: string;
  readonly text: string;
}

/** What Kubernetes compares when a claim names its volume, in its order. Source: pv_controller.go checkVolumeSatisfyClaim. */
export function mismatches(claim: Claim, volume: Volume): Mismatch[] {
  const found: Mismatch[] = [];
  if (wholeUnits(volume.capacity) < wholeUnits(claim.request)) found.push({ field: 'resources.requests.storage', text: 'it is smaller than the request' });
  if (volume.className !== claim.className) {
    found.push({ field: 'storageClassName', text: `its class is "${volume.className}", the claim's "${claim.className}"` });
  }
  if (volume.attributesClass !== claim.attributesClass) {
    found.push({
      field: 'volumeAttributesClassName', text: `its attributes class is "${volume.attributesClass}", the claim's "${claim.attributesClass}"`,
    });
  }
  if (volume.volumeMode !== claim.volumeMode) found.push({ field: 'volumeMode', text: `its volumeMode is ${volume.volumeMode}, the claim's ${claim.volumeMode}` });
  const missing = claim.modes.filter((mode) => !volume.modes.includes(mode));
  if (missing.length) found.push({ field: 'accessModes', text: `it lacks ${missing.join(' and ')}` });
  return found;
}

/** Whether a volume is reserved for a claim. */
export function isReservedFor(volume: Volume, claim: Claim): boolean {
  const { claimRef } = volume;
  return claimRef !== undefined && claimRef.namespace === claim.namespace && claimRef.name === claim.name
    && (claimRef.uid === '' || claimRef.uid === claim.uid);
}
