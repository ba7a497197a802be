/* The OpenStack cloud controller manager. */
import { dedent } from '../rule';
import { replaced } from '../shared/manifests';

/** The cloud controller manager; `mounts` and `volumes` are added to those of cloud.conf. */
export function cloudController(mounts = '', volumes = '', path = '/etc/config/cloud.conf'): string {
  return dedent(`
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: openstack-cloud-controller-manager, namespace: kube-system}
    spec:
      selector: {matchLabels: {k8s-app: openstack-cloud-controller-manager}}
      template:
        metadata: {labels: {k8s-app: openstack-cloud-controller-manager}}
        spec:
          hostNetwork: true
          nodeSelector: {node-role.kubernetes.io/control-plane: ""}
          tolerations: [{operator: Exists}]
          containers:
            - name: openstack-cloud-controller-manager
              image: registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.0
              args: [/bin/openstack-cloud-controller-manager, --cloud-config=${path}]
              volumeMounts: [{name: config, mountPath: /etc/config, readOnly: true}${mounts}]
          volumes: [{name: config, secret: {secretName: cloud-config}}${volumes}]
  `);
}

/** The controller of a cluster with a name, for nodes that nothing has initialized yet. */
export const CLOUD_CONTROLLER = replaced(cloudController(), {
  '[{operator: Exists}]': '[{key: node.cloudprovider.kubernetes.io/uninitialized, value: "true", effect: NoSchedule}, '
    + '{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]',
  '--cloud-config=': '--cluster-name=prod-1, --cloud-config=',
  'secret: {secretName: cloud-config}': 'hostPath: {path: /etc/cloud}',
});
