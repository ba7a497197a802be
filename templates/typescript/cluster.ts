import { Size } from 'cdk8s';
import { AntiAffinity, Auth, OpenStackClusterChart, Release, SecretText, StatefulApplication } from 'cdk8s-openstack';
import { Construct } from 'constructs';

/** A cluster with its storage and a workload. One call for each cluster; parameters are what they differ by. */
export function addCluster(scope: Construct, clusterName: string): OpenStackClusterChart {
  const cluster = new OpenStackClusterChart(scope, clusterName, {
    clusterName,
    release: Release.V1_36,
    cloudConfig: {
      global: {
        authUrl: 'https://openstack.example.com:5000/v3',
        region: 'RegionOne',
        auth: Auth.applicationCredential({
          id: '21dced0f',
          // The External Secrets Operator fetches it in the cluster: nothing secret is in Git.
          secret: SecretText.fromStore({ store: 'vault', key: `openstack/${clusterName}`, property: 'secret' }),
        }),
      },
      loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
    },
  });
  const ssd = cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
  new StatefulApplication(cluster, 'web', {
    namespace: 'default',
    image: 'registry.k8s.io/nginx-slim:0.27',
    replicas: 3,
    port: 80,
    antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
    claims: [{ name: 'www', size: Size.gibibytes(1), storageClass: ssd, mountPath: '/usr/share/nginx/html' }],
  });
  return cluster;
}
