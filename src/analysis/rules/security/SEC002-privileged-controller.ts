import { imageName } from '../../../kubernetes/images';
import { rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

const SIDECARS = /^csi-(provisioner|attacher|resizer|snapshotter)$/;

export const SEC002 = rule('SEC002', function* (view) {
  for (const pod of view.pods) {
    if (nodePlugin(pod) || !pod.containers.some(({ image }) => SIDECARS.test(imageName(image)))) continue;
    for (const { name, path, privileged } of pod.containers) {
      if (privileged) {
        yield {
          on: pod.item,
          path: `${path}.securityContext.privileged`,
          message: `container "${name}" of a CSI controller is privileged.`,
          fix: 'Remove privileged.',
        };
      }
    }
    for (const key of ['hostPID', 'hostIPC', 'hostNetwork']) {
      if (pod.spec[key] !== true) continue;
      yield {
        on: pod.item,
        path: `${pod.path}.${key}`,
        severity: key === 'hostNetwork' ? 'info' : undefined,
        message: `a CSI controller sets ${key}.`,
        fix: `Remove ${key}.`,
      };
    }
  }
});
