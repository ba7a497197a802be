import { flagOf } from '../../../kubernetes/args';
import { rule } from '../rule';
import { driverIn } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';

export const CSI002 = rule('CSI002', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const path = flagOf(registrar.args, 'kubelet-registration-path') ?? '';
    const name = driverIn(view, pod) ?? /\/plugins\/([^/]+)\//.exec(path)?.[1];
    if (!name || name.includes('$(') || view.find('CSIDriver', '', name)) continue;
    yield { on: pod.item, path: '', message: `the input has no CSIDriver "${name}" for this node plugin.` };
  }
});
