import { rule } from '../rule';
import { controllersOf } from '../shared/csi';

export const CSI017 = rule('CSI017', function* (view) {
  for (const item of view.of('CSIDriver')) {
    const own = controllersOf(view, item.name);
    const attaches = own.some(({ sidecars }) => sidecars.has('csi-attacher'));
    if (!own.length || attaches === (item.spec.attachRequired !== false)) continue;
    if (attaches) {
      yield {
        on: item,
        path: 'spec.attachRequired',
        severity: 'info',
        message: 'attachRequired is false, so the csi-attacher of the controller is unused.',
        fix: 'Remove csi-attacher.',
      };
    } else {
      yield { on: item, path: 'spec.attachRequired', message: 'attachRequired is true, but the controller has no csi-attacher.' };
    }
  }
});
