/* The configuration of kubeadm. */
import { dedent } from '../rule';
import { manifests } from '../shared/manifests';

/** A ClusterConfiguration; `settings` are fields of its own. */
export function clusterConfiguration(settings: string): string {
  return manifests`
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: ClusterConfiguration
    metadata: {name: cluster}
    kubernetesVersion: v1.36.0
    ${dedent(settings)}
  `;
}

export const INIT_CONFIGURATION = manifests`
  apiVersion: kubeadm.k8s.io/v1beta4
  kind: InitConfiguration
  metadata: {name: first}
  nodeRegistration:
    kubeletExtraArgs: [{name: node-labels, value: zone=az1}]
`;
