import { Fields, fields } from '../../inventory/access';
import { Rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const CSI007: Rule = {
  id: 'CSI007',
  severity: 'error',
  title: 'The driver on the nodes is not privileged',
  why: 'Formatting, mounting, and passing mounts on to the host need a privileged container. Without it every mount fails, or the API server refuses the Bidirectional propagation.',
  fix: 'Set securityContext.privileged: true for the container of the driver.',
  source: 'pkg/apis/core/validation/validation.go validateMountPropagation',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: cinder.csi.openstack.org}
    spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: cinder-node, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: cinder-node}}
      template:
        metadata: {labels: {app: cinder-node}}
        spec:
          tolerations: [{operator: Exists}]
          containers:
            - name: registrar
              image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0
              args: [--csi-address=/csi/csi.sock, --kubelet-registration-path=/var/lib/kubelet/plugins/cinder.csi.openstack.org/csi.sock]
              volumeMounts: [{name: socket, mountPath: /csi}, {name: registration, mountPath: /registration}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              securityContext: {}
              volumeMounts: [{name: socket, mountPath: /csi}, {name: kubelet, mountPath: /var/lib/kubelet}]
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/cinder.csi.openstack.org, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
    ---
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: cinder.csi.openstack.org}
    spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: cinder-node, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: cinder-node}}
      template:
        metadata: {labels: {app: cinder-node}}
        spec:
          tolerations: [{operator: Exists}]
          containers:
            - name: registrar
              image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0
              args: [--csi-address=/csi/csi.sock, --kubelet-registration-path=/var/lib/kubelet/plugins/cinder.csi.openstack.org/csi.sock]
              volumeMounts: [{name: socket, mountPath: /csi}, {name: registration, mountPath: /registration}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              securityContext: {privileged: true}
              volumeMounts: [{name: socket, mountPath: /csi}, {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}]
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/cinder.csi.openstack.org, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
    ---
  `,
  expects: 'DaemonSet/cinder-node spec.template.spec.containers[1].securityContext.privileged',
  * check(view) {
    for (const { pod, drivers, root = '/var/lib/kubelet' } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      if (windows(pod.spec)) continue;
      for (const container of drivers.filter((c) => !c.privileged && hostMounts(pod, c).some(({ host }) => seesPods(host, root)))) {
        yield { on: pod.item, path: `${container.path}.securityContext.privileged`, message: `the container "${container.name}" mounts volumes for pods, and is not privileged.` };
      }
    }
  },
};

function windows(spec: Fields): boolean {
  return fields(spec.os).name === 'windows' || fields(spec.nodeSelector)['kubernetes.io/os'] === 'windows';
}
