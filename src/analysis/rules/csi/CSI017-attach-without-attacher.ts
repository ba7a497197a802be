import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';

export const CSI017: Rule = {
  id: 'CSI017',
  severity: 'error',
  title: 'Volumes are to be attached, and nobody attaches them',
  why: 'With attachRequired (the default) a pod waits for a VolumeAttachment to be fulfilled, which csi-attacher does. Without the sidecar the pod stays in ContainerCreating.',
  fix: 'Add csi-attacher to the controller, or set attachRequired: false if the driver needs no attaching.',
  source: 'pkg/volume/csi/csi_plugin.go skipAttach',
  * check(view) {
    for (const item of view.of('CSIDriver')) {
      const own = controllersOf(view, item.name);
      const attaches = own.some(({ sidecars }) => sidecars.has('csi-attacher'));
      if (!own.length || attaches === (item.spec.attachRequired !== false)) continue;
      if (attaches) yield { on: item, path: 'spec.attachRequired', severity: 'info', message: 'attachRequired is false, and the controller runs csi-attacher for nothing.' };
      else yield { on: item, path: 'spec.attachRequired', message: 'volumes have to be attached, and the controller has no csi-attacher.' };
    }
  },
};
