import { flagOf } from '../../../kubernetes/args';
import { rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { CINDER } from '../shared/volumes';

export const CSI013 = rule('CSI013', function* (view) {
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
});
