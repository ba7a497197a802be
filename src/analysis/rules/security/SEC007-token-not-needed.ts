import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const SEC007: Rule = {
  id: 'SEC007',
  severity: 'info',
  preset: 'strict',
  title: 'A node plugin is given a token that it may not need',
  why: 'Each pod gets a token of its ServiceAccount unless it says otherwise. A node plugin runs privileged on every node, so the token is everywhere; the Cinder node plugin and the registrar never talk to the API server.',
  fix: 'Set automountServiceAccountToken: false, if the driver needs no API.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml',
  failing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: storage}
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
  passing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: storage}
    spec:
      selector: {matchLabels: {app: node-plugin}}
      template:
        metadata: {labels: {app: node-plugin}}
        spec:
          automountServiceAccountToken: false
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
  expects: 'DaemonSet/node-plugin spec.template.spec.automountServiceAccountToken',
  * check(view) {
    for (const pod of view.pods) {
      if (!nodePlugin(pod)) continue;
      const account = view.find('ServiceAccount', pod.namespace, text(pod.spec.serviceAccountName) ?? text(pod.spec.serviceAccount) ?? 'default');
      if ((pod.spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken) === false) continue;
      yield { on: pod.item, path: `${pod.path}.automountServiceAccountToken`, message: 'every node holds the token of this node plugin.' };
    }
  },
};
