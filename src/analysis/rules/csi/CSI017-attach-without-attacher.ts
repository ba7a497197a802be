import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';

export const CSI017: Rule = {
  id: 'CSI017',
  severity: 'error',
  title: 'attachRequired is true but no csi-attacher runs',
  why: 'With attachRequired (the default), a pod waits until csi-attacher attaches its volume. Without the sidecar the pod stays in '
    + 'ContainerCreating.',
  fix: 'Add csi-attacher to the controller, or set attachRequired: false if the driver needs no attachment.',
  source: 'pkg/volume/csi/csi_plugin.go skipAttach',
  * check(view) {
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
  },
};
