import { fields, text } from '../../inventory/access';
import { Rule } from '../rule';
import { nodePlugin, rootOf } from '../shared/kubelet';
import { names } from '../shared/words';
import { flagOf } from '../view/pods';

export const CSI008: Rule = {
  id: 'CSI008',
  severity: 'error',
  title: 'The node plugin uses two root directories of the kubelet',
  why: 'The kubelet has one root directory, /var/lib/kubelet or another one that the distribution chose. A plugin that registers below one root and mounts volumes below another does not work on either kind of node.',
  fix: 'Derive all paths from the root directory of the kubelet on your nodes.',
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
              securityContext: {privileged: true}
              volumeMounts: [{name: socket, mountPath: /csi}, {name: kubelet, mountPath: /var/snap/microk8s/common/var/lib/kubelet, mountPropagation: Bidirectional}]
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/cinder.csi.openstack.org, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/snap/microk8s/common/var/lib/kubelet, type: Directory}}
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
  expects: 'DaemonSet/cinder-node spec.template.spec.volumes',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const paths = [...pod.volumes.map(({ value }) => text(fields(value.hostPath).path)), flagOf(registrar.args, 'kubelet-registration-path')];
      const roots = [...new Set(paths.flatMap((path) => (path && rootOf(path)) ?? []))];
      if (roots.length > 1) yield { on: pod.item, path: `${pod.path}.volumes`, message: `the plugin uses ${names(roots)} as root of the kubelet.` };
    }
  },
};
