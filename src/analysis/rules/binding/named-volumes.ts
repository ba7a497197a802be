import { text } from '../../../core/fields';
import { orNone } from '../../../core/words';
import { CHECK_VOLUME_SATISFY_CLAIM, failed, isVolumeBoundToClaim, PredicateName } from '../../binding/predicates';
import { Claim, Volume } from '../../model/admitted';
import { ClaimSource, claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';

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

export const BND012 = rule('BND012', function* (view) {
  for (const claim of view.claims) {
    const name = text(claim.spec.volumeName);
    if (!name || view.find('PersistentVolume', '', name)) continue;
    yield about(claim.item, specPath(claim, 'volumeName'), `${claimTitle(claim)} names volume "${name}", which is not in the input.`);
  }
});

export const BND013 = rule('BND013', function* (view) {
  for (const { claim, source, volume } of named(view)) {
    if (volume.claimRef || claim.bindCompleted) continue;
    const [mismatch] = mismatches(claim, volume);
    if (!mismatch || (mismatch.field === 'storageClassName' && (claim.classDefaulted || !claim.hasClass))) continue; // BND014
    yield about(source.item, specPath(source, mismatch.field),
      `${claimTitle(source)} names volume "${volume.name}", but ${mismatch.text}.`, { fix: mismatch.fix });
  }
});

export const BND014 = rule('BND014', function* (view) {
  for (const { claim, source, volume } of named(view)) {
    if (writtenClass(source) !== undefined || volume.claimRef || claim.bindCompleted) continue;
    const path = specPath(source, 'storageClassName');
    const subject = `${claimTitle(source)} names volume "${volume.name}", which has ${orNone('class', volume.className)}, but sets no `
      + 'storageClassName';
    const fix = `Set storageClassName: "${volume.className}" in the claim.`;
    if (claim.classDefaulted && claim.className !== volume.className) {
      yield about(source.item, path, `${subject}, so it receives the default class "${claim.className}".`, { fix });
    } else if (!claim.classDefaulted && !view.closedWorld && volume.className === '') {
      yield about(source.item, path, `${subject}. If the cluster has a default class, the two do not match.`, { severity: 'warning', fix });
    }
  }
});

export const BND015 = rule('BND015', function* (view) {
  for (const { claim, source, volume } of named(view)) {
    if (!isVolumeBoundToClaim(volume, claim)) continue;
    for (const mismatch of mismatches(claim, volume)) {
      if (mismatch.field === 'storageClassName' && writtenClass(source) === undefined) continue;
      yield about(source.item, specPath(source, mismatch.field),
        `${claimTitle(source)} and volume "${volume.name}" name each other, so they bind although ${mismatch.text}.`, { fix: mismatch.fix });
    }
  }
});

export const BND016 = rule('BND016', function* (view) {
  const first = new Map<string, string>();
  for (const { claim, source, volume } of named(view)) {
    const { claimRef } = volume;
    const other = claimRef && !isVolumeBoundToClaim(volume, claim) ? `${claimRef.namespace}/${claimRef.name}` : first.get(volume.name);
    if (!first.has(volume.name)) first.set(volume.name, claim.key);
    if (other === undefined || (other === claim.key && claimRef)) continue; // a stale uid is BND010's
    yield about(source.item, specPath(source, 'volumeName'),
      `${claimTitle(source)} names volume "${volume.name}", which ${claimRef ? `is reserved for claim "${other}"` : `claim "${other}" names too`}.`);
  }
});

/** The claims whose volumeName names a volume of the input. */
function* named(view: View): Iterable<{ claim: Claim; source: ClaimSource; volume: Volume }> {
  for (const source of view.claims) {
    for (const claim of view.made(source)) {
      const volume = claim.volumeName ? view.inventory.volumesByName.get(claim.volumeName) : undefined;
      if (volume) yield { claim, source, volume };
    }
  }
}

/** What Kubernetes compares when a claim names its volume, in its order, except deletion, which is not a field of a manifest. */
function mismatches(claim: Claim, volume: Volume): Mismatch[] {
  return failed(CHECK_VOLUME_SATISFY_CLAIM, claim, volume).flatMap(({ name, field }) => {
    const clause = TEXTS[name]?.(claim, volume);
    return clause === undefined ? [] : [{ field, text: clause, fix: FIXES[name] ?? `Set the same ${field} on the claim and the volume.` }];
  });
}
