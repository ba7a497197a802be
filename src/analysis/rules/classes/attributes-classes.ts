import { text } from '../../../core/fields';
import { nearest } from '../../../core/nearest';
import { orNone, shown } from '../../../core/words';
import { FEATURES, missingAttributesClass } from '../../../kubernetes/features';
import { ClaimSource, claimTitle, specPath } from '../../model/claim-sources';
import { about, Draft, on, rule } from '../rule';
import { driverOf } from '../shared/volumes';

export const CLS017 = rule('CLS017', function* (view) {
  for (const claim of view.claims) yield* on(claim.item, missingAttributesClass(claim.spec, view.minor, specPath(claim)));
  for (const volume of view.volumes) yield* on(volume, missingAttributesClass(volume.spec, view.minor));
});

export const CLS018 = rule('CLS018', function* (view) {
  for (const claim of view.claims) {
    const attributes = view.find('VolumeAttributesClass', '', claim.spec.volumeAttributesClassName);
    const storageClass = view.classOf(claim);
    if (!attributes || !storageClass) continue;
    const driver = text(attributes.object.driverName);
    if (driver === driverOf(storageClass.object.provisioner)) continue;
    yield about(claim.item, specPath(claim, 'volumeAttributesClassName'),
      `VolumeAttributesClass "${attributes.name}" is for ${shown(driver)}, but class "${storageClass.name}" uses `
        + `${shown(storageClass.object.provisioner)}.`);
  }
}, { from: FEATURES.attributesClass.onSince });

const KIND = 'VolumeAttributesClass';

export const CLS019 = rule('CLS019', function* (view) {
  for (const volume of view.inventory.volumes) {
    const claim = volume.claimRef && view.inventory.claims.get(`${volume.claimRef.namespace}/${volume.claimRef.name}`);
    const source = claim && view.sourceOf(claim.key);
    if (!source || claim.volumeName || claim.attributesClass === volume.attributesClass) continue;
    yield drafted(source, volume.name, volume.attributesClass);
  }
  for (const claim of view.claims) {
    const miss = view.planned(claim).find((p) => p.nearest?.predicate === 'volumeAttributesClass' && p.outcome !== 'bound')?.nearest;
    const volume = view.inventory.volumesByName.get(miss?.volume ?? '');
    if (volume && !volume.claimRef) yield drafted(claim, volume.name, volume.attributesClass);
  }
}, { from: FEATURES.attributesClass.onSince });

export const CLS024 = rule('CLS024', function* (view) {
  const known = view.of('VolumeAttributesClass').map(({ name }) => name);
  const labels = new Set(view.inventory.volumes.map(({ attributesClass }) => attributesClass));
  for (const claim of view.claims) {
    const name = text(claim.spec.volumeAttributesClassName);
    if (!name || known.includes(name) || labels.has(name) || view.inventory.world.knownObjects.has(`${KIND} ${name}`)) continue;
    const close = nearest(name, known);
    yield about(claim.item, specPath(claim, 'volumeAttributesClassName'),
      `${claimTitle(claim)} names VolumeAttributesClass "${name}", which is not in the input.`,
      { fix: close && `Write "${close}" if that class is meant.` });
  }
}, { from: FEATURES.attributesClass.onSince });

function drafted(claim: ClaimSource, volume: string, attributesClass: string): Draft {
  return {
    on: claim.item,
    path: specPath(claim, 'volumeAttributesClassName'),
    message: `${claimTitle(claim)} has ${orNone(KIND, text(claim.spec.volumeAttributesClassName) ?? '')}, but volume "${volume}" has `
      + `${orNone(KIND, attributesClass)}.`,
  };
}
