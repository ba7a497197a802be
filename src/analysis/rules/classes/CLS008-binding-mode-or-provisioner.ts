import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS008 = rule('CLS008', function* (view) {
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
});
