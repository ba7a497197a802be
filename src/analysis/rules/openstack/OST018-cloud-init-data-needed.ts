import { fields, text } from '../../../core/fields';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';
import { components } from '../shared/openstack';

export const OST018: Rule = {
  id: 'OST018',
  severity: 'warning',
  title: 'The driver waits for the data of cloud-init',
  why: 'With the type Directory no container starts on a node that has no /var/lib/cloud/data, which is any that was not made by cloud-init. The driver reads the config drive or the metadata service instead, and has not mounted it since 1.19.',
  fix: 'Remove the volume and its mount.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml, release 1.19',
  failing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: csi-cinder-nodeplugin, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: csi-cinder-nodeplugin}}
      template:
        metadata: {labels: {app: csi-cinder-nodeplugin}}
        spec:
          tolerations: [{operator: Exists}]
          containers:
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, --endpoint=unix:///csi/csi.sock, --provide-controller-service=false]
              volumeMounts: [{name: data, mountPath: /var/lib/cloud/data, readOnly: true}]
          volumes: [{name: data, hostPath: {path: /var/lib/cloud/data, type: Directory}}]
  `,
  get passing() { return replaced(this.failing, { 'path: /var/lib/cloud/data, type: Directory': 'path: /var/lib/cloud/data' }); },
  expects: 'DaemonSet/csi-cinder-nodeplugin spec.template.spec.volumes[0].hostPath.type',
  * check(view) {
    for (const pod of new Set(components(view).map((component) => component.pod))) {
      for (const { value, path } of pod.volumes) {
        const { path: host, type } = fields(value.hostPath);
        if (type !== 'Directory' || tidy(text(host) ?? '') !== '/var/lib/cloud/data') continue;
        yield { on: pod.item, path: `${path}.hostPath.type`, message: '/var/lib/cloud/data must be there before the pod starts.' };
      }
    }
  },
};
