import { fields, text } from '../../inventory/access';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';
import { shown } from '../shared/words';
import { tidy, volumeNamed } from '../view/pods';

export const CSI006: Rule = {
  id: 'CSI006',
  severity: 'error',
  title: 'The registrar does not reach the directory that the kubelet watches',
  why: 'The kubelet watches plugins_registry below its root directory for sockets of new plugins. A registrar whose /registration is another directory is not noticed.',
  fix: 'Mount the hostPath <kubelet root>/plugins_registry at /registration.',
  source: 'pkg/kubelet/pluginmanager',
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
              volumeMounts: [{name: socket, mountPath: /csi}, {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}]
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/cinder.csi.openstack.org, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins, type: Directory}}
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
  expects: 'DaemonSet/cinder-node spec.template.spec.volumes[1].hostPath.path',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const mount = registrar.mounts.find(({ value }) => tidy(text(value.mountPath) ?? '') === '/registration');
      const volume = mount && volumeNamed(pod, mount.value.name);
      if (!volume) continue;
      const host = text(fields(volume.value.hostPath).path);
      if (host && /\/plugins_registry\/?$/.test(host)) continue;
      yield { on: pod.item, path: `${volume.path}.hostPath.path`, message: `the registrar registers in ${host ? shown(host) : 'a volume that is no hostPath'}, which the kubelet does not watch.` };
    }
  },
};
