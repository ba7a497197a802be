/* A CSI driver of nobody in particular. */
import { manifests } from '../shared/manifests';

export function nodePluginIn(namespace: string): string {
  return manifests`
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: ${namespace}}
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
  `;
}

export const CONTROLLER_PLUGIN = manifests`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: controller, namespace: storage}
  spec:
    selector: {matchLabels: {app: controller}}
    template:
      metadata: {labels: {app: controller}}
      spec:
        containers:
          - name: provisioner
            image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
            args: [--csi-address=/csi/csi.sock]
            volumeMounts: [{name: socket, mountPath: /csi}]
          - name: driver
            image: registry.example.com/driver:v1
            args: [--endpoint=unix:///csi/csi.sock]
            volumeMounts: [{name: socket, mountPath: /csi}]
        volumes:
          - {name: socket, emptyDir: {}}
`;
