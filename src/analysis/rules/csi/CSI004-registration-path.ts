import { flagOf } from '../../../kubernetes/args';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { hostSocket, socketOf } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';
import { shown } from '../shared/words';

export const CSI004: Rule = {
  id: 'CSI004',
  severity: 'error',
  title: 'The kubelet is told another socket than the one that is there',
  why: 'The registrar tells the kubelet the path of the socket on the host (--kubelet-registration-path). If the socket lies in another directory of the host, the kubelet finds nothing there and the driver is never registered.',
  fix: 'Make --kubelet-registration-path the host path of the volume at --csi-address, with the name of the socket.',
  source: 'kubernetes-csi/node-driver-registrar README',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const told = flagOf(registrar.args, 'kubelet-registration-path');
      const socket = socketOf(registrar, 'csi-address');
      const real = socket && hostSocket(pod, socket);
      if (!told || told.includes('$(') || !real || tidy(told) === real) continue;
      yield { on: pod.item, path: `${registrar.path}.args`, message: `the kubelet is told ${shown(told)}, and the socket is at ${real} on the host.` };
    }
  },
};
