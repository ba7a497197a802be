import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';

export const CSI017: Rule = {
  id: 'CSI017',
  severity: 'error',
  title: 'Volumes are to be attached, and nobody attaches them',
  why: 'With attachRequired (the default) a pod waits for a VolumeAttachment to be fulfilled, which csi-attacher does. Without the sidecar the pod stays in ContainerCreating.',
  fix: 'Add csi-attacher to the controller, or set attachRequired: false if the driver needs no attaching.',
  source: 'pkg/volume/csi/csi_plugin.go skipAttach',
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
  `,
  expects: 'CSIDriver/cinder.csi.openstack.org spec.attachRequired',
  * check(view) {
    for (const item of view.of('CSIDriver')) {
      const own = controllersOf(view, item.name);
      const attaches = own.some(({ sidecars }) => sidecars.has('csi-attacher'));
      if (!own.length || attaches === (item.spec.attachRequired !== false)) continue;
      if (attaches) yield { on: item, path: 'spec.attachRequired', severity: 'info', message: 'attachRequired is false, and the controller runs csi-attacher for nothing.' };
      else yield { on: item, path: 'spec.attachRequired', message: 'volumes have to be attached, and the controller has no csi-attacher.' };
    }
  },
};
