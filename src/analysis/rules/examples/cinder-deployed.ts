/* The Cinder CSI driver as the manifests of cloud-provider-openstack name its parts. */
import { manifests } from '../shared/manifests';

export const CONTROLLER_PLUGIN_OF_CINDER = manifests`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: csi-cinder-controllerplugin, namespace: kube-system}
  spec:
    selector: {matchLabels: {app: csi-cinder-controllerplugin}}
    template:
      metadata: {labels: {app: csi-cinder-controllerplugin}}
      spec:
        containers:
          - name: csi-provisioner
            image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
            args: [--csi-address=/csi/csi.sock, --feature-gates=Topology=true]
            volumeMounts: [{name: socket, mountPath: /csi}]
          - name: cinder-csi-plugin
            image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
            args: [/bin/cinder-csi-plugin, --endpoint=unix:///csi/csi.sock, --cloud-config=/etc/config/cloud.conf, --provide-node-service=false]
            volumeMounts: [{name: config, mountPath: /etc/config}, {name: socket, mountPath: /csi}]
        volumes: [{name: config, hostPath: {path: /etc/config}}, {name: socket, emptyDir: {}}]
`;

export const NODE_PLUGIN_OF_CINDER = manifests`
  apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: csi-cinder-nodeplugin, namespace: kube-system}
  spec:
    selector: {matchLabels: {app: csi-cinder-nodeplugin}}
    template:
      metadata: {labels: {app: csi-cinder-nodeplugin}}
      spec:
        containers:
          - name: cinder-csi-plugin
            image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
            args: [/bin/cinder-csi-plugin, --endpoint=unix:///csi/csi.sock, --cloud-config=/etc/config/cloud.conf, --provide-controller-service=false]
            volumeMounts: [{name: config, mountPath: /etc/config}, {name: socket, mountPath: /csi}]
        volumes: [{name: config, hostPath: {path: /etc/config}}, {name: socket, emptyDir: {}}]
`;
