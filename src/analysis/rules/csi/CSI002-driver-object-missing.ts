import { Rule } from '../rule';
import { driverIn } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';
import { flagOf } from '../view/pods';

export const CSI002: Rule = {
  id: 'CSI002',
  severity: 'warning',
  openWorld: 'lower',
  title: 'A node plugin without its CSIDriver object',
  why: 'Without the object Kubernetes takes defaults: volumes are attached, pod information is not passed, fsGroup is applied only with an fsType. A driver that needs anything else works halfway.',
  fix: 'Add the CSIDriver object of the driver.',
  source: 'pkg/apis/storage/v1/defaults.go SetDefaults_CSIDriver',
  failing: `
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
  expects: 'DaemonSet/cinder-node',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const path = flagOf(registrar.args, 'kubelet-registration-path') ?? '';
      const name = driverIn(view, pod) ?? /\/plugins\/([^/]+)\//.exec(path)?.[1];
      if (!name || name.includes('$(') || view.find('CSIDriver', '', name)) continue;
      yield { on: pod.item, path: '', message: `there is no CSIDriver "${name}" for this node plugin.` };
    }
  },
};
