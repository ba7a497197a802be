/* Typed clusters as users write them, each with a name, networks and a store of its own, in three shapes that follow one another. */
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AntiAffinity, Auth, CloudConfigProps, LocalVolumeProvisioner, OpenStackClusterChart, OpenStackClusterChartProps, SecretText, snapshots,
  StatefulApplication,
} from '../../../src';

const SHAPES = [small, usual, large];
/** What a shape has beyond its props. */
const MORE = [
  () => undefined,
  (cluster: OpenStackClusterChart) => new snapshots.CinderSnapshotClass(cluster, 'cinder-snapshots', { cinder: cluster.cinder }),
  (cluster: OpenStackClusterChart) => cluster.cinder.addStorageClass('hdd', { volumeType: 'hdd', allowVolumeExpansion: true }),
];

/** Adds the cluster of a number below an app. */
export function addCluster(app: Construct, index: number): OpenStackClusterChart {
  const cluster = new OpenStackClusterChart(app, `prod-${index}`, clusterProps(index));
  addMore(cluster, index);
  return cluster;
}

/** The props of the cluster of a number. */
export function clusterProps(index: number): OpenStackClusterChartProps {
  return SHAPES[index % SHAPES.length](`prod-${index}`, index);
}

/** Adds what the cluster of a number has beyond its props. */
export function addMore(cluster: OpenStackClusterChart, index: number): void {
  workloads(cluster);
  MORE[index % MORE.length](cluster);
}

function uuid(index: number, kind: string): string {
  return `${(0xb0000000 + index).toString(16)}-5d65-4525-98f3-${kind}${index.toString(16).padStart(8, '0')}`;
}

function cloud(name: string, index: number): CloudConfigProps {
  return {
    global: {
      authUrl: `https://openstack-${index % 7}.example.com:5000/v3`,
      region: `Region${index % 5}`,
      auth: Auth.applicationCredential({ id: uuid(index, 'aaaa'), secret: SecretText.fromStore({ store: 'vault', key: `openstack/${name}`, property: 'secret' }) }),
    },
    loadBalancer: { floatingNetworkId: uuid(index, 'bbbb'), subnetId: uuid(index, 'cccc') },
  };
}

function workloads(cluster: OpenStackClusterChart): void {
  const ssd = cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
  const local = new LocalVolumeProvisioner(cluster, 'Local', { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] });
  for (const storageClass of [ssd, local.storageClasses[0]]) {
    new StatefulApplication(cluster, `web-${storageClass.storageClassName}`, {
      image: 'registry.k8s.io/nginx-slim:0.27',
      replicas: 3,
      port: 80,
      antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
      claims: [{ name: 'www', size: Size.gibibytes(1), storageClass, mountPath: '/usr/share/nginx/html' }],
    });
  }
}

function small(name: string, index: number): OpenStackClusterChartProps {
  return { clusterName: name, cloudConfig: cloud(name, index), cinder: { topology: true } };
}

function usual(name: string, index: number): OpenStackClusterChartProps {
  return {
    clusterName: name,
    syncWaves: true,
    cloudConfig: { ...cloud(name, index), blockStorage: { nodeVolumeAttachLimit: 25 } },
    cloudControllerManager: { extraArgs: ['--v=2'] },
    cinder: { topology: true, snapshots: true, replicas: 2 },
  };
}

function large(name: string, index: number): OpenStackClusterChartProps {
  return {
    clusterName: name,
    labels: { team: `team-${index % 10}` },
    cloudConfig: cloud(name, index),
    images: { registryMirror: 'registry.example.com/mirror' },
    cloudControllerManager: { resources: { requests: { cpu: '100m', memory: '64Mi' } } },
    cinder: { topology: true, replicas: 3 },
  };
}
