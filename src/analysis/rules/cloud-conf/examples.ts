/* Manifests that the examples of this group share. */
import { dedent } from '../rule';

/** A Secret with a cloud.conf. */
export function secret(conf: string, name = 'cloud-config'): string {
  const lines = dedent(conf).trimEnd().split('\n').map((line) => `    ${line}`.trimEnd()).join('\n');
  return `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: kube-system}\nstringData:\n  cloud.conf: |\n${lines}\n`;
}

/** [Global] of a file that works. */
export const WORKS = `
  [Global]
  auth-url = https://openstack.example.com:5000/v3
  region = RegionOne
  application-credential-id = 21dced0fd20347869b93710d2b98aae0
  application-credential-secret = not-a-real-one
`;

/** The cloud controller manager; `mounts` and `volumes` are added to those of cloud.conf. */
export function controller(mounts = '', volumes = '', path = '/etc/config/cloud.conf'): string {
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

export const NEXT = '---\n';
