import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { FEATURES } from '../../../kubernetes/features';
import { specPath } from '../../model/claim-sources';
import { rule } from '../rule';
import { driverOf } from '../shared/volumes';

export const CLS018 = rule('CLS018', function* (view) {
  for (const claim of view.claims) {
    const attributes = view.find('VolumeAttributesClass', '', claim.spec.volumeAttributesClassName);
    const storageClass = view.classOf(claim);
    if (!attributes || !storageClass) continue;
    const driver = text(attributes.object.driverName);
    if (driver === driverOf(storageClass.object.provisioner)) continue;
    yield {
      on: claim.item,
      path: specPath(claim, 'volumeAttributesClassName'),
      message: `VolumeAttributesClass "${attributes.name}" is for ${shown(driver)}, but class "${storageClass.name}" uses `
        + `${shown(storageClass.object.provisioner)}.`,
    };
  }
}, { from: FEATURES.attributesClass.onSince });
