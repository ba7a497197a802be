import { Rule } from '../rule';
import { socketOf } from '../shared/csi';

export const CSI005: Rule = {
  id: 'CSI005',
  severity: 'error',
  title: 'A sidecar looks for the socket where the driver does not put it',
  why: 'The driver listens on a socket in a volume of the pod, and its sidecars connect to it through the same volume. If path or volume differ the sidecar waits: "Still connecting to unix://…".',
  fix: 'Mount the same volume in both, and make --csi-address of the sidecar and --endpoint of the driver the same file in it.',
  source: 'kubernetes-csi/csi-lib-utils connection',
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
              volumeMounts: [{name: other, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: other, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: other, mountPath: /csi}]
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
  expects: 'Deployment/cinder-controller spec.template.spec.containers[0].args',
  * check(view) {
    for (const pod of view.pods) {
      const endpoints = pod.containers.flatMap((c) => socketOf(c, 'endpoint') ?? []);
      if (!endpoints.length) continue;
      for (const container of pod.containers) {
        const socket = socketOf(container, 'csi-address');
        if (!socket || endpoints.some(({ volume, path }) => volume === socket.volume && path === socket.path)) continue;
        const [{ volume, path }] = endpoints;
        yield {
          on: pod.item,
          path: `${container.path}.args`,
          message: `"${container.name}" looks for ${socket.path} in the volume "${socket.volume}", and the driver listens on ${path} in "${volume}".`,
        };
      }
    }
  },
};
