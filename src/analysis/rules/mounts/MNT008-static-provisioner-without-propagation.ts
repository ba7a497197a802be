import { Rule } from '../rule';
import { hostMounts } from '../shared/kubelet';

export const MNT008: Rule = {
  id: 'MNT008',
  severity: 'error',
  title: 'Static provisioner cannot see mounts created after it started',
  why: 'The provisioner creates volumes only for mount points. Without HostToContainer propagation it sees the mounts that existed when '
    + 'its container started, so disks that are mounted later are not discovered.',
  fix: 'Set mountPropagation: HostToContainer on the discovery directories.',
  source: 'sig-storage-local-static-provisioner helm/provisioner/templates/daemonset_linux.yaml',
  * check(view) {
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
  },
};
