import { Rule } from '../rule';
import { isCinder } from '../shared/csi';
import { shown } from '../shared/words';
import { imageTag } from '../view/pods';

export const CSI018: Rule = {
  id: 'CSI018',
  severity: 'warning',
  title: 'Controller and node plugin are of different versions',
  why: 'The two halves of a driver are tested together. Half an upgrade is easily made, when only one of two manifests is replaced.',
  fix: 'Use the same tag in both.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/sidecarcompatibility.md',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: cinder.csi.openstack.org}
    spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: cinder-controller, namespace: kube-system}
    spec:
      replicas: 1
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          containers:
            - name: csi-attacher
              image: registry.k8s.io/sig-storage/csi-attacher:v4.10.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
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
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.30.0
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
    kind: Deployment
    metadata: {name: cinder-controller, namespace: kube-system}
    spec:
      replicas: 1
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          containers:
            - name: csi-attacher
              image: registry.k8s.io/sig-storage/csi-attacher:v4.10.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
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
  expects: 'DaemonSet/cinder-node spec.template.spec.containers[1].image',
  * check(view) {
    const found = view.pods.flatMap((pod) => pod.containers.filter(isCinder)
      .map((container) => ({ pod, container, tag: imageTag(container.image) })));
    const [first] = found;
    for (const { pod, container, tag } of found) {
      if (tag === first.tag) continue;
      yield { on: pod.item, path: `${container.path}.image`, message: `cinder-csi-plugin is ${shown(tag)} here, and ${shown(first.tag)} in ${first.pod.item.kind} "${first.pod.item.name}".` };
    }
  },
};
