import { CHECK_VOLUME_SATISFY_CLAIM, failed, PredicateName } from '../../binding/predicates';
import { Claim, Volume } from '../../model/model';

/** A field in which a claim and the volume that it names do not fit. */
interface Mismatch {
  /** Field of the claim's spec. */
  readonly field: string;
  readonly text: string;
}

const TEXTS: { readonly [name in PredicateName]?: (claim: Claim, volume: Volume) => string } = {
  capacity: () => 'it is smaller than the request',
  storageClass: (claim, volume) => `its class is "${volume.className}", the claim's "${claim.className}"`,
  volumeAttributesClass: (claim, volume) => `its attributes class is "${volume.attributesClass}", the claim's "${claim.attributesClass}"`,
  volumeMode: (claim, volume) => `its volumeMode is ${volume.volumeMode}, the claim's ${claim.volumeMode}`,
  accessModes: (claim, volume) => `it lacks ${claim.modes.filter((mode) => !volume.modes.includes(mode)).join(' and ')}`,
};

/** What Kubernetes compares when a claim names its volume, in its order, but for deletion, which is no field of a manifest. */
export function mismatches(claim: Claim, volume: Volume): Mismatch[] {
  return failed(CHECK_VOLUME_SATISFY_CLAIM, claim, volume).flatMap(({ name, field }) => {
    const text = TEXTS[name]?.(claim, volume);
    return text === undefined ? [] : [{ field, text }];
  });
}
