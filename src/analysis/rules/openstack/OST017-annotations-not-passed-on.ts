import { Rule } from '../rule';
import { components } from '../shared/openstack';
import { flagOf, imageName } from '../view/pods';

export const OST017: Rule = {
  id: 'OST017',
  severity: 'warning',
  title: 'The driver shall read annotations of claims, and is not told their names',
  why: '--pvc-annotations places volumes near or away from others by annotations of the claim. The driver learns the name of the claim only if csi-provisioner has --extra-create-metadata; without it the annotations do nothing.',
  fix: 'Add --extra-create-metadata to csi-provisioner.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  failing: `
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
              args: [/bin/cinder-csi-plugin, --endpoint=unix:///csi/csi.sock, --cloud-config=/etc/config/cloud.conf, --provide-node-service=false, --pvc-annotations]
              volumeMounts: [{name: config, mountPath: /etc/config}, {name: socket, mountPath: /csi}]
          volumes: [{name: config, hostPath: {path: /etc/config}}, {name: socket, emptyDir: {}}]
    ---
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
  `,
  passing: `
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
              args: [--csi-address=/csi/csi.sock, --feature-gates=Topology=true, --extra-create-metadata]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, --endpoint=unix:///csi/csi.sock, --cloud-config=/etc/config/cloud.conf, --provide-node-service=false, --pvc-annotations]
              volumeMounts: [{name: config, mountPath: /etc/config}, {name: socket, mountPath: /csi}]
          volumes: [{name: config, hostPath: {path: /etc/config}}, {name: socket, emptyDir: {}}]
    ---
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
  `,
  expects: 'Deployment/csi-cinder-controllerplugin spec.template.spec.containers[1].args',
  * check(view) {
    for (const { pod, container, consumer } of components(view)) {
      const wanted = flagOf(container.args, 'pvc-annotations');
      if (consumer !== 'cinder-csi' || wanted === undefined || wanted === 'false') continue;
      const provisioner = pod.containers.find(({ image }) => imageName(image) === 'csi-provisioner');
      const told = provisioner && flagOf(provisioner.args, 'extra-create-metadata');
      if (provisioner && (told === undefined || told === 'false')) {
        yield { on: pod.item, path: `${container.path}.args`, message: '--pvc-annotations does nothing without --extra-create-metadata of csi-provisioner.' };
      }
    }
  },
};
