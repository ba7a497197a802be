import { orNone } from '../../../core/words';
import { CHECK_VOLUME_SATISFY_CLAIM, failed, PredicateName } from '../../binding/predicates';
import { Claim, Volume } from '../../model/model';

/** A field in which a claim and the volume that it names do not match. */
interface Mismatch {
  /** Field of the claim's spec. */
  readonly field: string;
  /** A clause, such as "the volume is smaller than the request". */
  readonly text: string;
  readonly fix: string;
}

const ATTRIBUTES = 'VolumeAttributesClass';

const TEXTS: { readonly [name in PredicateName]?: (claim: Claim, volume: Volume) => string } = {
  capacity: () => 'the volume is smaller than the request',
  storageClass: (claim, volume) => `the volume has ${orNone('class', volume.className)} and the claim ${orNone('class', claim.className)}`,
  volumeAttributesClass: (claim, volume) => `the volume has ${orNone(ATTRIBUTES, volume.attributesClass)} and the claim ${
    orNone(ATTRIBUTES, claim.attributesClass)}`,
  volumeMode: (claim, volume) => `the volume has volumeMode ${volume.volumeMode} and the claim ${claim.volumeMode}`,
  accessModes: (claim, volume) => `the volume does not list ${claim.modes.filter((mode) => !volume.modes.includes(mode)).join(' and ')}`,
};

/** Fixes other than equal values on both sides. */
const FIXES: { readonly [name in PredicateName]?: string } = {
  capacity: 'Lower the request, or use a larger volume.',
  accessModes: 'Request only access modes that the volume lists.',
};

/** What Kubernetes compares when a claim names its volume, in its order, except deletion, which is not a field of a manifest. */
export function mismatches(claim: Claim, volume: Volume): Mismatch[] {
  return failed(CHECK_VOLUME_SATISFY_CLAIM, claim, volume).flatMap(({ name, field }) => {
    const text = TEXTS[name]?.(claim, volume);
    return text === undefined ? [] : [{ field, text, fix: FIXES[name] ?? `Set the same ${field} on the claim and the volume.` }];
  });
}
