import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { hostSocket, socketOf } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';

export const CSI004: Rule = {
  id: 'CSI004',
  severity: 'error',
  title: 'Registration path is not the path of the driver socket',
  why: 'The registrar tells the kubelet the host path of the socket (--kubelet-registration-path). If the socket is in another host '
    + 'directory, the kubelet does not find it and never registers the driver.',
  fix: 'Set --kubelet-registration-path to the host path of the volume at --csi-address, with the name of the socket.',
  source: 'kubernetes-csi/node-driver-registrar README',
  * check(view) {
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
  },
};
