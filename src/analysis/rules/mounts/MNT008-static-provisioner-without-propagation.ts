import { Rule } from '../rule';
import { hostMounts } from '../shared/kubelet';

export const MNT008: Rule = {
  id: 'MNT008',
  severity: 'error',
  title: 'The static provisioner does not see mounts made after it started',
  why: 'The provisioner takes only mount points for volumes. Without HostToContainer propagation it sees those that were there when its container started, so disks that are mounted later are not found.',
  fix: 'Set mountPropagation: HostToContainer on the discovery directories.',
  source: 'sig-storage-local-static-provisioner helm/provisioner/templates/daemonset_linux.yaml',
  * check(view) {
    for (const pod of view.pods) {
      for (const container of pod.containers.filter(({ image }) => /local-volume-provisioner/.test(image))) {
        for (const { host, mount, path } of hostMounts(pod, container)) {
          if (host === '/dev' || !host.startsWith('/') || ['HostToContainer', 'Bidirectional'].includes(mount.mountPropagation)) continue;
          yield { on: pod.item, path: `${path}.mountPropagation`, message: `disks that are mounted below ${host} after the start are not found.` };
        }
      }
    }
  },
};
