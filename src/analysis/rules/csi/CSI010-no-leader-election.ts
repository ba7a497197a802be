import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { count } from '../shared/words';
import { flagOf } from '../view/pods';

export const CSI010: Rule = {
  id: 'CSI010',
  severity: 'error',
  title: 'Several controllers without leader election',
  why: 'With more than one replica all of them act on the same claims at once: volumes are made twice, and one of the two is lost.',
  fix: 'Give every sidecar --leader-election=true, or run one replica.',
  source: 'README of each sidecar in github.com/kubernetes-csi',
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
      replicas: 2
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
      replicas: 2
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          containers:
            - name: csi-attacher
              image: registry.k8s.io/sig-storage/csi-attacher:v4.10.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
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
    for (const { pod, sidecars } of controllers(view)) {
      if (view.mostReplicas(pod.item) < 2) continue;
      for (const [name, container] of sidecars) {
        const flag = flagOf(container.args, 'leader-election');
        if (flag !== undefined && flag !== 'false') continue;
        yield { on: pod.item, path: `${container.path}.args`, message: `${count(view.mostReplicas(pod.item), 'replica')} run ${name} without leader election.` };
      }
    }
  },
};
