import {
  AwsElasticBlockStoreVolume, AzureDiskVolume, AzureFileVolume, CephFsVolume, FibreChannelVolume, GcePersistentDiskVolume, GlusterFsVolume,
  InTreeCinderVolume, IscsiVolume, PortworxVolume, RbdVolume, VsphereVolume,
} from './in-tree-volume-source-props';
import { VolumeSource } from './volume-source';
import { invalid, refuse } from '../../../core/errors';
import { requireDnsLabel, requireDnsSubdomain, requireInteger, requireIscsiName, requireOneOf } from '../../../kubernetes/names';
import { AzureCachingMode, AzureDiskKind } from '../classes/in-tree/azure-disk-props';
import { required, secretRef } from '../private/source-fields';

/** The kind as volumes write it, which begins with a capital, and how URIs of such disks begin. */
const AZURE_KINDS: { readonly [kind in AzureDiskKind]: { readonly written: string; readonly uri: string } } = {
  [AzureDiskKind.SHARED]: { written: 'Shared', uri: 'https://' },
  [AzureDiskKind.DEDICATED]: { written: 'Dedicated', uri: 'https://' },
  [AzureDiskKind.MANAGED]: { written: 'Managed', uri: '/subscriptions/' },
};

/**
 * Volumes of current and former in-tree plugins. A removed plugin is allowed for Kubernetes versions that still have it; for newer ones it is an
 * error, or advice if it is migrated to a CSI driver.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class InTreeVolumeSource {
  /** An iSCSI disk. */
  public static iscsi({ secret, lun, ...volume }: IscsiVolume): VolumeSource {
    required('targetPortal', volume.targetPortal);
    requireIscsiName('iqn', volume.iqn);
    if (volume.initiatorName !== undefined) requireIscsiName('initiatorName', volume.initiatorName);
    if ((volume.chapAuthDiscovery || volume.chapAuthSession) && !secret) refuse('secret', 'is required with CHAP');
    return VolumeSource.of('iscsi', { ...volume, lun: requireInteger('lun', lun, 0, 255), secretRef: secretRef('secret', secret) });
  }

  /** A Fibre Channel disk. */
  public static fc({ targetWwns, lun, wwids, fsType, readOnly }: FibreChannelVolume): VolumeSource {
    if (!targetWwns?.length === !wwids?.length) refuse('targetWwns', 'and lun, or wwids, are required, but not both');
    if (targetWwns?.length && lun === undefined) refuse('lun', 'is required with targetWwns');
    for (const wwn of targetWwns ?? []) required('targetWwns', wwn);
    for (const wwid of wwids ?? []) required('wwids', wwid);
    if (lun !== undefined) requireInteger('lun', lun, 0, 255);
    return VolumeSource.of('fc', { targetWWNs: targetWwns, lun, wwids, fsType, readOnly });
  }

  /** A Cinder volume, for the in-tree plugin of Kubernetes 1.25 and older. Use `VolumeSource.cinderVolume` for current clusters. */
  public static cinder({ volumeId, secret, ...volume }: InTreeCinderVolume): VolumeSource {
    return VolumeSource.of('cinder', { volumeID: required('volumeId', volumeId), ...volume, secretRef: secretRef('secret', secret) });
  }

  /** A volume of AWS EBS. */
  public static awsElasticBlockStore({ volumeId, ...volume }: AwsElasticBlockStoreVolume): VolumeSource {
    requirePartition(volume.partition);
    return VolumeSource.of('awsElasticBlockStore', { volumeID: required('volumeId', volumeId), ...volume });
  }

  /** A disk of Azure. */
  public static azureDisk({ diskUri, kind, ...volume }: AzureDiskVolume): VolumeSource {
    const { diskName, cachingMode } = volume;
    required('diskName', diskName);
    if (kind !== undefined) requireOneOf('kind', kind, Object.values(AzureDiskKind));
    const { written, uri } = AZURE_KINDS[kind ?? AzureDiskKind.SHARED];
    if (!diskUri.startsWith(uri)) {
      invalid('diskUri', diskUri, `a URI that starts with ${uri} for a disk of the kind ${written}`, 'URIs of managed '
      + 'disks start with /subscriptions/, others with https://');
    }
    if (cachingMode !== undefined) requireOneOf('cachingMode', cachingMode, Object.values(AzureCachingMode));
    return VolumeSource.of('azureDisk', { ...volume, kind: kind && written, diskURI: diskUri });
  }

  /** A share of Azure Files. */
  public static azureFile(volume: AzureFileVolume): VolumeSource {
    requireDnsSubdomain('secretName', volume.secretName);
    if (volume.secretNamespace !== undefined) requireDnsLabel('secretNamespace', volume.secretNamespace);
    return VolumeSource.of('azureFile', { ...volume, shareName: required('shareName', volume.shareName) });
  }

  /** A disk of GCE. */
  public static gcePersistentDisk(volume: GcePersistentDiskVolume): VolumeSource {
    requirePartition(volume.partition);
    return VolumeSource.of('gcePersistentDisk', { ...volume, pdName: required('pdName', volume.pdName) });
  }

  /** A disk of vSphere. */
  public static vsphere({ storagePolicyId, ...volume }: VsphereVolume): VolumeSource {
    if (!/^\[[^\]]+\]/.test(volume.volumePath)) invalid('volumePath', volume.volumePath, 'a path such as "[datastore] folder/disk.vmdk"');
    return VolumeSource.of('vsphereVolume', { ...volume, storagePolicyID: storagePolicyId });
  }

  /** A volume of Portworx. */
  public static portworx({ volumeId, ...volume }: PortworxVolume): VolumeSource {
    return VolumeSource.of('portworxVolume', { volumeID: required('volumeId', volumeId), ...volume });
  }

  /** An image of Ceph RBD. */
  public static rbd({ secret, ...volume }: RbdVolume): VolumeSource {
    requireMonitors(volume.monitors);
    return VolumeSource.of('rbd', { ...volume, image: required('image', volume.image), secretRef: secretRef('secret', secret) });
  }

  /** A directory of CephFS. */
  public static cephFs({ secret, ...volume }: CephFsVolume): VolumeSource {
    requireMonitors(volume.monitors);
    return VolumeSource.of('cephfs', { ...volume, secretRef: secretRef('secret', secret) });
  }

  /** A volume of GlusterFS. */
  public static glusterFs(volume: GlusterFsVolume): VolumeSource {
    if (volume.endpointsNamespace !== undefined) requireDnsLabel('endpointsNamespace', volume.endpointsNamespace);
    return VolumeSource.of('glusterfs', { ...volume, endpoints: required('endpoints', volume.endpoints), path: required('path', volume.path) });
  }

  private constructor() {}
}

function requirePartition(partition: number = 0): void {
  requireInteger('partition', partition, 0, 255);
}

function requireMonitors(monitors: string[]): void {
  if (monitors.length === 0) refuse('monitors', 'needs at least one Ceph monitor');
  for (const monitor of monitors) required('monitors', monitor);
}
