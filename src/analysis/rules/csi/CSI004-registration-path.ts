import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { tidy } from '../../model/pod-sources';
import { rule } from '../rule';
import { hostSocket, socketOf } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';

export const CSI004 = rule('CSI004', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const told = flagOf(registrar.args, 'kubelet-registration-path');
    const socket = socketOf(registrar, 'csi-address');
    const real = socket && hostSocket(pod, socket);
    if (!told || told.includes('$(') || !real || tidy(told) === real) continue;
    yield {
      on: pod.item,
      path: `${registrar.path}.args`,
      message: `--kubelet-registration-path is ${shown(told)}, but the socket is at ${real} on the host.`,
    };
  }
});
