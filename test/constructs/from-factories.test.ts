import { Chart, Size } from 'cdk8s';
import {
  AccessMode, CloudConfig, CloudControllerManager, LocalPathProvisioner, LocalVolumeProvisioner, octavia, PersistentVolumeClaim, VolumeMode,
} from '../../src';
import { scope } from '../support/synth';

const size = Size.gibibytes(1);

describe('classes of provisioners that exist', () => {
  test('know what the provisioner supports', () => {
    const path = LocalPathProvisioner.fromStorageClassName('local-path');
    expect(path).toMatchObject({ storageClassName: 'local-path', provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' });
    expect(() => new PersistentVolumeClaim(scope(), 'a', { size, storageClass: path, accessModes: [AccessMode.READ_WRITE_MANY] }))
      .toThrow('test/a: accessModes contains ReadWriteMany, which storage class "local-path" (rancher.io/local-path) does not support');
    expect(() => new PersistentVolumeClaim(scope(), 'a', { size, storageClass: path, volumeMode: VolumeMode.BLOCK })).toThrow('which does not support raw block volumes');
    const disks = LocalVolumeProvisioner.fromStorageClassName('disks');
    expect(disks).toMatchObject({ provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' });
    expect(() => new PersistentVolumeClaim(scope(), 'a', { size, storageClass: disks, volumeMode: VolumeMode.BLOCK })).not.toThrow();
    expect(() => LocalVolumeProvisioner.fromStorageClassName('A')).toThrow('storageClassName must be a DNS subdomain');
  });

  test('of a shared filesystem can be used from all nodes', () => {
    const shared = LocalPathProvisioner.fromStorageClassName('shared', true);
    expect(() => new PersistentVolumeClaim(scope(), 'a', { size, storageClass: shared, accessModes: [AccessMode.READ_WRITE_MANY] })).not.toThrow();
    expect(shared.capabilities.topologyKeys).toEqual([]);
  });
});

describe('the cloud-controller-manager', () => {
  const service = (cloudControllerManager?: { clusterName: string }, namespace?: string) =>
    new octavia.LoadBalancerService(scope() as Chart, 'web', { selector: { app: 'web' }, port: 80, namespace, cloudControllerManager }).loadBalancerName;

  test('names load balancers after cluster, namespace and Service', () => {
    expect(service(CloudControllerManager.fromClusterName('prod-1'), 'apps')).toBe('kube_service_prod-1_apps_web');
    expect(service(new CloudControllerManager(scope(), 'Ccm', { cloudConfig: CloudConfig.fromSecretName('cloud-config'), clusterName: 'prod-2' }))).toBe('kube_service_prod-2_default_web');
    expect(service()).toBeUndefined();
  });

  test('that exists has a name that Octavia takes', () => {
    expect(() => CloudControllerManager.fromClusterName('-')).toThrow('clusterName must be at most 114 letters');
  });
});
