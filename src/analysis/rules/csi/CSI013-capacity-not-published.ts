import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { CINDER } from '../shared/volumes';

export const CSI013: Rule = {
  id: 'CSI013',
  severity: 'error',
  title: 'The scheduler waits for capacities that nobody publishes',
  why: 'With storageCapacity: true the scheduler places pods with new claims only where a CSIStorageCapacity object reports enough room. If the provisioner publishes none, as with Cinder, which cannot tell, every such pod stays Pending: "did not '
    + 'have enough free storage".',
  fix: 'Set storageCapacity: false, or run csi-provisioner with --enable-capacity if the driver supports it.',
  source: 'pkg/scheduler/framework/plugins/volumebinding/binder.go hasEnoughCapacity',
  * check(view) {
    for (const item of view.of('CSIDriver').filter(({ spec }) => spec.storageCapacity === true)) {
      if (item.name === CINDER) {
        yield { on: item, path: 'spec.storageCapacity', message: 'Cinder does not report capacities, so no pod with a new claim is placed.' };
        continue;
      }
      const provisioners = controllersOf(view, item.name).flatMap(({ sidecars }) => sidecars.get('csi-provisioner') ?? []);
      if (!provisioners.length || provisioners.some(({ args }) => !['false', undefined].includes(flagOf(args, 'enable-capacity')))) continue;
      yield { on: item, path: 'spec.storageCapacity', message: 'its csi-provisioner runs without --enable-capacity, so no pod with a new claim is placed.' };
    }
  },
};
