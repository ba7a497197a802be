import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { driverIn } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';

export const CSI002: Rule = {
  id: 'CSI002',
  severity: 'warning',
  openWorld: 'lower',
  title: 'Node plugin without its CSIDriver object',
  why: 'Without the object, Kubernetes applies defaults: volumes are attached, pod information is not passed, fsGroup is applied only '
    + 'with an fsType. A driver with other requirements works only partially.',
  fix: 'Add the CSIDriver object of the driver.',
  source: 'pkg/apis/storage/v1/defaults.go SetDefaults_CSIDriver',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const path = flagOf(registrar.args, 'kubelet-registration-path') ?? '';
      const name = driverIn(view, pod) ?? /\/plugins\/([^/]+)\//.exec(path)?.[1];
      if (!name || name.includes('$(') || view.find('CSIDriver', '', name)) continue;
      yield { on: pod.item, path: '', message: `the input has no CSIDriver "${name}" for this node plugin.` };
    }
  },
};
