import { Rule } from '../rule';
import { hostMounts } from '../shared/kubelet';
import { replaced } from '../shared/manifests';

export const MNT008: Rule = {
  id: 'MNT008',
  severity: 'error',
  title: 'The static provisioner does not see mounts made after it started',
  why: 'The provisioner takes only mount points for volumes. Without HostToContainer propagation it sees those that were there when its container started, so disks that are mounted later are not found.',
  fix: 'Set mountPropagation: HostToContainer on the discovery directories.',
  source: 'sig-storage-local-static-provisioner helm/provisioner/templates/daemonset_linux.yaml',
  example: { closedWorld: false },
  failing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: local-provisioner, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: local-provisioner}}
      template:
        metadata: {labels: {app: local-provisioner}}
        spec:
          containers:
            - name: provisioner
              image: registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0
              securityContext: {privileged: true}
              volumeMounts:
                - {name: disks, mountPath: /mnt/disks}
          volumes:
            - {name: disks, hostPath: {path: /mnt/disks}}
  `,
  get passing() {
    return replaced(this.failing, { 'mountPath: /mnt/disks': 'mountPath: /mnt/disks, mountPropagation: HostToContainer' });
  },
  expects: 'DaemonSet/local-provisioner spec.template.spec.containers[0].volumeMounts[0].mountPropagation',
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
