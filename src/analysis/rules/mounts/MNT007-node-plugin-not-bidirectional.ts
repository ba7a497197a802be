import { Rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const MNT007: Rule = {
  id: 'MNT007',
  severity: 'error',
  title: 'A CSI node plugin mounts the kubelet directory without Bidirectional',
  why: 'The driver mounts volumes inside of its container. Only with Bidirectional propagation do these mounts appear on the host, where the kubelet and the pods look for them; without it pods see an empty '
    + 'directory.',
  fix: 'Set mountPropagation: Bidirectional on the mount of the kubelet directory.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml',
  failing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: kube-system}
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
                - {name: kubelet, mountPath: /var/lib/kubelet}
          volumes:
            - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/example.com, type: DirectoryOrCreate}}
            - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
            - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
  `,
  passing: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: node-plugin, namespace: kube-system}
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
  expects: 'DaemonSet/node-plugin spec.template.spec.containers[1].volumeMounts[1].mountPropagation',
  * check(view) {
    for (const plugin of view.pods.flatMap((pod) => nodePlugin(pod) ?? [])) {
      const { pod, root = '/var/lib/kubelet' } = plugin;
      for (const driver of plugin.drivers) {
        const seen = hostMounts(pod, driver).filter(({ host }) => seesPods(host, root));
        if (!seen.length || seen.some(({ mount }) => mount.mountPropagation === 'Bidirectional')) continue;
        yield { on: pod.item, path: `${seen[0].path}.mountPropagation`, message: `what the container "${driver.name}" mounts below ${seen[0].host} stays invisible to the kubelet.` };
      }
    }
  },
};
