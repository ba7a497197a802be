import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS008: Rule = {
  id: 'CLS008',
  severity: 'error',
  title: 'Unknown volumeBindingMode or missing provisioner',
  why: 'A StorageClass requires a provisioner, and a volumeBindingMode of Immediate or WaitForFirstConsumer. The API server rejects '
    + 'anything else.',
  fix: 'Correct volumeBindingMode, or set provisioner.',
  source: 'pkg/apis/storage/validation/validation.go validateVolumeBindingMode',
  * check(view) {
    for (const item of view.classes) {
      const { volumeBindingMode, provisioner } = item.object;
      if (volumeBindingMode !== undefined && volumeBindingMode !== null && !['Immediate', 'WaitForFirstConsumer'].includes(volumeBindingMode)) {
        yield {
          on: item,
          path: 'volumeBindingMode',
          message: `unknown volumeBindingMode ${shown(volumeBindingMode)}.`,
          fix: 'Use Immediate or WaitForFirstConsumer.',
        };
      }
      if (!text(provisioner)) {
        yield {
          on: item,
          path: 'provisioner',
          message: 'the class has no provisioner.',
          fix: `Set provisioner; without dynamic provisioning, to ${NO_PROVISIONER}.`,
        };
      }
    }
  },
};
