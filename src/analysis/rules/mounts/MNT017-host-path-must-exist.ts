import { fields, text } from '../../inventory/access';
import { Rule } from '../rule';

export const MNT017: Rule = {
  id: 'MNT017',
  severity: 'warning',
  title: 'A socket directory that must be there before its driver',
  why: 'With the type Directory the kubelet refuses to start the pod while the directory does not exist. The directory for the socket of a driver is made by nobody but the pod itself, so on a fresh node it never starts.',
  fix: 'Use type: DirectoryOrCreate.',
  source: 'pkg/volume/hostpath/host_path.go',
  failing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: node-plugin}}
      template:
        metadata: {labels: {app: node-plugin}}
        spec:
          tolerations: [{operator: Exists}]
          containers:
            - name: registrar
              image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0
              args: [--csi-address=/csi/csi.sock, --kubelet-registration-path=/var/lib/kubelet/plugins/example.com/csi.sock]
              volumeMounts:
                - {name: socket, mountPath: /csi}
                - {name: registration, mountPath: /registration}
            - name: driver
              image: registry.example.com/driver:v1
              args: [--endpoint=unix:///csi/csi.sock]
              securityContext: {privileged: true}
              volumeMounts:
                - {name: socket, mountPath: /csi}
                - {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/example.com, type: Directory}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
  `,
  passing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: node-plugin}}
      template:
        metadata: {labels: {app: node-plugin}}
        spec:
          tolerations: [{operator: Exists}]
          containers:
            - name: registrar
              image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0
              args: [--csi-address=/csi/csi.sock, --kubelet-registration-path=/var/lib/kubelet/plugins/example.com/csi.sock]
              volumeMounts:
                - {name: socket, mountPath: /csi}
                - {name: registration, mountPath: /registration}
            - name: driver
              image: registry.example.com/driver:v1
              args: [--endpoint=unix:///csi/csi.sock]
              securityContext: {privileged: true}
              volumeMounts:
                - {name: socket, mountPath: /csi}
                - {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/example.com, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
  `,
  expects: 'DaemonSet/node-plugin spec.template.spec.volumes[0].hostPath.type',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const host = text(fields(value.hostPath).path);
        if (value.hostPath?.type !== 'Directory' || !host || !/\/plugins\/[^/]+\/?$/.test(host) || /\/kubernetes\.io\/?$/.test(host)) continue;
        yield { on: pod.item, path: `${path}.hostPath.type`, message: `the volume "${name}" needs ${host} to exist before the driver runs.` };
      }
    }
  },
};
