import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { FEATURES } from '../../../kubernetes/features';
import { specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { driverOf } from '../shared/volumes';

export const CLS018: Rule = {
  id: 'CLS018',
  severity: 'error',
  minors: { from: FEATURES.attributesClass.onSince },
  title: 'VolumeAttributesClass of another driver',
  why: "A VolumeAttributesClass belongs to one driver. The provisioner of the claim's StorageClass rejects one that belongs to another.",
  fix: 'Use a VolumeAttributesClass whose driverName is the provisioner of the StorageClass.',
  source: 'external-provisioner pkg/controller/controller.go',
  * check(view) {
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
  },
};
