import {
  AzureDiskKind, AzureDiskVolume, CephFsVolume, FibreChannelVolume, InTreeDiskOptions, IscsiVolume, RbdVolume,
  VsphereVolume,
} from './in-tree-volume-source-props';
import { VolumeSource } from './volume-source';
import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireDnsLabel, requireDnsSubdomain, requireInteger, requireIscsiName } from '../../../kubernetes/names';
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
  public static iscsi(props: IscsiVolume): VolumeSource {
    const { secret, lun, ...volume } = takeProps('InTreeVolumeSource.iscsi', props);
    required('targetPortal', volume.targetPortal);
    requireIscsiName('iqn', volume.iqn);
    if (volume.initiatorName !== undefined) requireIscsiName('initiatorName', volume.initiatorName);
    if ((volume.chapAuthDiscovery || volume.chapAuthSession) && !secret) refuse('secret', 'is required with CHAP');
    return VolumeSource.of('iscsi', { ...volume, lun: requireInteger('lun', lun, 0, 255), secretRef: secretRef('secret', secret) });
  }

  /** A Fibre Channel disk. */
  public static fc(props: FibreChannelVolume): VolumeSource {
    const { targetWwns, lun, wwids, fsType, readOnly } = takeProps('InTreeVolumeSource.fc', props);
    if (!targetWwns?.length === !wwids?.length) refuse('targetWwns', 'and lun, or wwids, are required, but not both');
    if (targetWwns?.length && lun === undefined) refuse('lun', 'is required with targetWwns');
    for (const wwn of targetWwns ?? []) required('targetWwns', wwn);
    for (const wwid of wwids ?? []) required('wwids', wwid);
    if (lun !== undefined) requireInteger('lun', lun, 0, 255);
    return VolumeSource.of('fc', { targetWWNs: targetWwns, lun, wwids, fsType, readOnly });
  }

  /**
   * A Cinder volume, for the in-tree plugin of Kubernetes 1.25 and older. Use `VolumeSource.cinderVolume` for current clusters.
   *
   * @param volumeId Id of the volume, a UUID
   * @param options How it is mounted
   */
  public static cinder(volumeId: string, options: InTreeDiskOptions = {}): VolumeSource {
    options = takeProps('InTreeVolumeSource.cinder', options);
    return VolumeSource.of('cinder', { volumeID: required('volumeId', volumeId), ...disk(options, 'secret') });
  }

  /**
   * A volume of AWS EBS, for the in-tree plugin of Kubernetes 1.26 and older.
   *
   * @param volumeId Id of the volume: "vol-…"
   * @param options How it is mounted
   */
  public static awsElasticBlockStore(volumeId: string, options: InTreeDiskOptions = {}): VolumeSource {
    options = takeProps('InTreeVolumeSource.awsElasticBlockStore', options);
    return VolumeSource.of('awsElasticBlockStore', { volumeID: required('volumeId', volumeId), ...disk(options, 'partition') });
  }

  /** A disk of Azure, for the in-tree plugin of Kubernetes 1.26 and older. */
  public static azureDisk(props: AzureDiskVolume): VolumeSource {
    const { diskUri, kind, ...volume } = takeProps('InTreeVolumeSource.azureDisk', props);
    required('diskName', volume.diskName);
    const { written, uri } = AZURE_KINDS[kind ?? AzureDiskKind.SHARED];
    if (!diskUri.startsWith(uri)) {
      invalid('diskUri', diskUri, `a URI that starts with ${uri} for a disk of the kind ${written}`, 'URIs of managed '
      + 'disks start with /subscriptions/, others with https://');
    }
    return VolumeSource.of('azureDisk', { ...volume, kind: kind && written, diskURI: diskUri });
  }

  /**
   * A share of Azure Files, for the in-tree plugin of Kubernetes 1.29 and older.
   *
   * @param secretName Secret with the name and key of the storage account
   * @param shareName Name of the share
   * @param secretNamespace Namespace of the Secret; defaults to that of the claim
   * @param readOnly Mounts read-only; defaults to false
   */
  public static azureFile(secretName: string, shareName: string, secretNamespace?: string, readOnly?: boolean): VolumeSource {
    requireDnsSubdomain('secretName', secretName);
    if (secretNamespace !== undefined) requireDnsLabel('secretNamespace', secretNamespace);
    return VolumeSource.of('azureFile', { secretName, shareName: required('shareName', shareName), secretNamespace, readOnly });
  }

  /**
   * A disk of GCE, for the in-tree plugin of Kubernetes 1.27 and older. It must exist before the pod does.
   *
   * @param pdName Name of the disk
   * @param options How it is mounted
   */
  public static gcePersistentDisk(pdName: string, options: InTreeDiskOptions = {}): VolumeSource {
    options = takeProps('InTreeVolumeSource.gcePersistentDisk', options);
    return VolumeSource.of('gcePersistentDisk', { pdName: required('pdName', pdName), ...disk(options, 'partition') });
  }

  /** A disk of vSphere, for the in-tree plugin of Kubernetes 1.29 and older. */
  public static vsphere(props: VsphereVolume): VolumeSource {
    const { storagePolicyId, ...volume } = takeProps('InTreeVolumeSource.vsphere', props);
    if (!/^\[[^\]]+\]/.test(volume.volumePath)) invalid('volumePath', volume.volumePath, 'a path such as "[datastore] folder/disk.vmdk"');
    return VolumeSource.of('vsphereVolume', { ...volume, storagePolicyID: storagePolicyId });
  }

  /**
   * A volume of Portworx, for the in-tree plugin of Kubernetes 1.35 and older.
   *
   * @param volumeId Id of the volume
   * @param options How it is mounted
   */
  public static portworx(volumeId: string, options: InTreeDiskOptions = {}): VolumeSource {
    options = takeProps('InTreeVolumeSource.portworx', options);
    return VolumeSource.of('portworxVolume', { volumeID: required('volumeId', volumeId), ...disk(options) });
  }

  /** An image of Ceph RBD, for the in-tree plugin of Kubernetes 1.30 and older. */
  public static rbd(props: RbdVolume): VolumeSource {
    const { secret, ...volume } = takeProps('InTreeVolumeSource.rbd', props);
    requireMonitors(volume.monitors);
    return VolumeSource.of('rbd', { ...volume, image: required('image', volume.image), secretRef: secretRef('secret', secret) });
  }

  /** A directory of CephFS, for the in-tree plugin of Kubernetes 1.30 and older. */
  public static cephFs(props: CephFsVolume): VolumeSource {
    const { secret, ...volume } = takeProps('InTreeVolumeSource.cephFs', props);
    requireMonitors(volume.monitors);
    return VolumeSource.of('cephfs', { ...volume, secretRef: secretRef('secret', secret) });
  }

  /**
   * A volume of GlusterFS, for the in-tree plugin of Kubernetes 1.25 and older.
   *
   * @param endpoints Endpoints object with the addresses of the servers
   * @param path Name of the Gluster volume
   * @param endpointsNamespace Namespace of the Endpoints; defaults to that of the claim
   * @param readOnly Mounts read-only; defaults to false
   */
  public static glusterFs(endpoints: string, path: string, endpointsNamespace?: string, readOnly?: boolean): VolumeSource {
    if (endpointsNamespace !== undefined) requireDnsLabel('endpointsNamespace', endpointsNamespace);
    return VolumeSource.of('glusterfs', { endpoints: required('endpoints', endpoints), path: required('path', path), endpointsNamespace, readOnly });
  }

  private constructor() {}
}

/** The options of a disk; `own` is what its plugin has besides filesystem and access. */
function disk({ secret, ...options }: InTreeDiskOptions, own?: 'partition' | 'secret'): object {
  if (options.partition !== undefined && own !== 'partition') refuse('partition', 'is an option of AWS EBS and GCE disks only. Remove it');
  if (secret !== undefined && own !== 'secret') refuse('secret', 'is an option of Cinder volumes only. Remove it');
  requireInteger('partition', options.partition ?? 0, 0, 255);
  return { ...options, ...secret && { secretRef: secretRef('secret', secret) } };
}

function requireMonitors(monitors: string[]): void {
  if (monitors.length === 0) refuse('monitors', 'needs at least one Ceph monitor');
  for (const monitor of monitors) required('monitors', monitor);
}
