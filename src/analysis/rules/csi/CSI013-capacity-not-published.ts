import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { CINDER } from '../shared/volumes';

export const CSI013: Rule = {
  id: 'CSI013',
  severity: 'error',
  title: 'storageCapacity is true but no capacity is published',
  why: 'With storageCapacity: true, the scheduler places pods with unbound claims only where a CSIStorageCapacity object reports enough '
    + 'space. If the provisioner publishes none, every such pod stays Pending: "did not have enough free storage". Cinder cannot report '
    + 'its capacity.',
  fix: 'Set storageCapacity: false, or run csi-provisioner with --enable-capacity if the driver supports it.',
  source: 'pkg/scheduler/framework/plugins/volumebinding/binder.go hasEnoughCapacity',
  * check(view) {
    for (const item of view.of('CSIDriver').filter(({ spec }) => spec.storageCapacity === true)) {
      if (item.name === CINDER) {
        yield {
          on: item,
          path: 'spec.storageCapacity',
          message: 'Cinder does not report capacity, so no pod with an unbound claim is scheduled.',
          fix: 'Set storageCapacity: false.',
        };
        continue;
      }
      const provisioners = controllersOf(view, item.name).flatMap(({ sidecars }) => sidecars.get('csi-provisioner') ?? []);
      if (!provisioners.length || provisioners.some(({ args }) => !['false', undefined].includes(flagOf(args, 'enable-capacity')))) continue;
      yield {
        on: item,
        path: 'spec.storageCapacity',
        message: 'csi-provisioner runs without --enable-capacity, so no pod with an unbound claim is scheduled.',
      };
    }
  },
};
