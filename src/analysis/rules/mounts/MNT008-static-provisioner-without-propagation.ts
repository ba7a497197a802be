import { rule } from '../rule';
import { hostMounts } from '../shared/kubelet';

export const MNT008 = rule('MNT008', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers.filter(({ image }) => /local-volume-provisioner/.test(image))) {
      for (const { host, mount, path } of hostMounts(pod, container)) {
        if (host === '/dev' || !host.startsWith('/') || ['HostToContainer', 'Bidirectional'].includes(mount.mountPropagation)) continue;
        yield {
          on: pod.item,
          path: `${path}.mountPropagation`,
          message: `disks mounted below ${host} after the provisioner started are not discovered.`,
        };
      }
    }
  }
});
