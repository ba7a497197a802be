import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const CLS008: Rule = {
  id: 'CLS008',
  severity: 'error',
  title: 'Unknown binding mode, or no provisioner',
  why: 'A class needs a provisioner, if only kubernetes.io/no-provisioner, and one of the binding modes Immediate and WaitForFirstConsumer. The API server refuses everything else.',
  fix: 'Correct volumeBindingMode, or set provisioner.',
  source: 'pkg/apis/storage/validation/validation.go validateVolumeBindingMode',
  * check(view) {
    for (const item of view.classes) {
      const { volumeBindingMode, provisioner } = item.object;
      if (volumeBindingMode !== undefined && volumeBindingMode !== null && !['Immediate', 'WaitForFirstConsumer'].includes(volumeBindingMode)) {
        yield { on: item, path: 'volumeBindingMode', message: `there is no binding mode ${shown(volumeBindingMode)}.` };
      }
      if (!text(provisioner)) yield { on: item, path: 'provisioner', message: 'the class has no provisioner.' };
    }
  },
};
