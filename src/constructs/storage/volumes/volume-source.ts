import {
  AwsElasticBlockStoreVolume, AzureDiskVolume, AzureFileVolume, CephFsVolume, GcePersistentDiskVolume, GlusterFsVolume, InTreeCinderVolume,
  PortworxVolume, RbdVolume, VsphereVolume,
} from './volume-source-in-tree-props';
import {
  CinderVolume, CsiVolume, FibreChannelVolume, HostPathVolume, IscsiVolume, LocalVolume, ManilaShare, NfsCsiVolume, NfsVolume,
} from './volume-source-props';
import { invalid, refuse } from '../../../core/errors';
import {
  requireAbsolutePath, requireCsiDriverName, requireDnsLabel, requireDnsSubdomain, requireInteger, requireIscsiName, requireOneOf,
} from '../../../kubernetes/names';
import { NodeSelectorTerm } from '../../core-v1';
import { CsiSecrets, SecretReference } from '../classes/csi-secrets';
import { CINDER_DRIVER, CINDER_ZONE, MANILA_ZONE } from '../private/drivers';

type Fields = { [key: string]: any };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST_PATH_TYPES = ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'];
const AZURE_KINDS: { readonly [kind: string]: string } = { Shared: 'https://', Dedicated: 'https://', Managed: '/subscriptions/' };
const AZURE_CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];

/**
 * What a PersistentVolume is made of.
 *
 * Plugins that Kubernetes has removed can be written for clusters that still have them; for others they are refused, or, where a CSI driver
 * took over, reported.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes
 */
export class VolumeSource {
  /** A volume of any CSI driver. */
  public static csi(volume: CsiVolume): VolumeSource {
    const { driver, volumeHandle, fsType, readOnly, attributes, secrets = {} } = volume;
    requireCsiDriverName('driver', driver);
    return new VolumeSource('csi', {
      driver, volumeHandle: required('volumeHandle', volumeHandle), fsType, readOnly, volumeAttributes: attributes, ...csiSecrets(secrets),
    }, undefined, { 'pv.kubernetes.io/provisioned-by': driver });
  }

  /** A Cinder volume that exists, behind the Cinder CSI driver. */
  public static cinderVolume({ volumeId, filesystem, readOnly, zone, driverName = CINDER_DRIVER }: CinderVolume): VolumeSource {
    if (!UUID.test(volumeId)) invalid('volumeId', volumeId, 'the id of a Cinder volume, a UUID', 'Look it up with `openstack volume list`');
    return VolumeSource.csi({ driver: driverName, volumeHandle: volumeId, fsType: filesystem, readOnly }).in(CINDER_ZONE, zone);
  }

  /** A directory of an NFS server, behind csi-driver-nfs. */
  public static nfsCsi({ server, share, subDir, readOnly }: NfsCsiVolume): VolumeSource {
    requireExport('share', share);
    return VolumeSource.csi({
      driver: 'nfs.csi.k8s.io',
      volumeHandle: `${required('server', server)}#${share.replace(/^\//, '')}#${subDir ?? ''}`,
      readOnly,
      attributes: subDir === undefined ? { server, share } : { server, share, subDir },
    });
  }

  /** A Manila share that exists, behind the Manila CSI driver. */
  public static manilaShare({ protocol, shareId, shareAccessIds, secret, zone }: ManilaShare): VolumeSource {
    if (shareAccessIds.length === 0) refuse('shareAccessIds', 'must name at least one access rule of the share');
    return VolumeSource.csi({
      driver: `${protocol}.manila.csi.openstack.org`,
      volumeHandle: shareId,
      attributes: { shareID: required('shareId', shareId), shareAccessIDs: shareAccessIds.join(',') },
      secrets: { nodeStage: secret, nodePublish: secret, controllerExpand: secret },
    }).in(MANILA_ZONE, zone);
  }

  /** A directory of an NFS server. */
  public static nfs({ server, path, readOnly }: NfsVolume): VolumeSource {
    return new VolumeSource('nfs', { server: required('server', server), path: requireExport('path', path), readOnly });
  }

  /** An iSCSI disk. */
  public static iscsi({ secret, lun, ...volume }: IscsiVolume): VolumeSource {
    required('targetPortal', volume.targetPortal);
    requireIscsiName('iqn', volume.iqn);
    if (volume.initiatorName !== undefined) requireIscsiName('initiatorName', volume.initiatorName);
    if ((volume.chapAuthDiscovery || volume.chapAuthSession) && !secret) refuse('secret', 'is required with CHAP');
    return new VolumeSource('iscsi', { ...volume, lun: requireInteger('lun', lun, 0, 255), secretRef: secretRef('secret', secret) });
  }

  /** A Fibre Channel disk. */
  public static fc({ targetWwns, lun, wwids, fsType, readOnly }: FibreChannelVolume): VolumeSource {
    if (!targetWwns?.length === !wwids?.length) refuse('targetWwns', 'and lun, or wwids, must be given, and not both');
    if (targetWwns?.length && lun === undefined) refuse('lun', 'is required with targetWwns');
    for (const wwn of targetWwns ?? []) required('targetWwns', wwn);
    for (const wwid of wwids ?? []) required('wwids', wwid);
    if (lun !== undefined) requireInteger('lun', lun, 0, 255);
    return new VolumeSource('fc', { targetWWNs: targetWwns, lun, wwids, fsType, readOnly });
  }

  /** A directory of whatever node the pod runs on. */
  public static hostPath({ path, type }: HostPathVolume): VolumeSource {
    if (type) requireOneOf('type', type, HOST_PATH_TYPES); // the empty text stands for "not checked" too
    return new VolumeSource('hostPath', { path: requireAbsolutePath('path', path, '/data/pv0001'), type });
  }

  /** A disk or directory of one node. */
  public static local({ path, fsType }: LocalVolume): VolumeSource {
    return new VolumeSource('local', { path: requireAbsolutePath('path', path, '/mnt/disks/ssd1'), fsType });
  }

  /** A Cinder volume, for the plugin that was part of Kubernetes to 1.25. Use `cinderVolume` for clusters of today. */
  public static cinder({ volumeId, secret, ...volume }: InTreeCinderVolume): VolumeSource {
    return new VolumeSource('cinder', { volumeID: required('volumeId', volumeId), ...volume, secretRef: secretRef('secret', secret) });
  }

  /** A volume of AWS EBS. */
  public static awsElasticBlockStore({ volumeId, ...volume }: AwsElasticBlockStoreVolume): VolumeSource {
    requirePartition(volume.partition);
    return new VolumeSource('awsElasticBlockStore', { volumeID: required('volumeId', volumeId), ...volume });
  }

  /** A disk of Azure. */
  public static azureDisk({ diskUri, ...volume }: AzureDiskVolume): VolumeSource {
    const { diskName, kind = 'Shared', cachingMode } = volume;
    required('diskName', diskName);
    const scheme = AZURE_KINDS[requireOneOf('kind', kind, Object.keys(AZURE_KINDS))];
    if (!diskUri.startsWith(scheme)) invalid('diskUri', diskUri, `a URI that starts with ${scheme} for a disk of the kind ${kind}`, 'Managed disks start with /subscriptions/, the others with https://');
    if (cachingMode !== undefined) requireOneOf('cachingMode', cachingMode, AZURE_CACHING_MODES);
    return new VolumeSource('azureDisk', { ...volume, diskURI: diskUri });
  }

  /** A share of Azure Files. */
  public static azureFile(volume: AzureFileVolume): VolumeSource {
    requireDnsSubdomain('secretName', volume.secretName);
    if (volume.secretNamespace !== undefined) requireDnsLabel('secretNamespace', volume.secretNamespace);
    return new VolumeSource('azureFile', { ...volume, shareName: required('shareName', volume.shareName) });
  }

  /** A disk of GCE. */
  public static gcePersistentDisk(volume: GcePersistentDiskVolume): VolumeSource {
    requirePartition(volume.partition);
    return new VolumeSource('gcePersistentDisk', { ...volume, pdName: required('pdName', volume.pdName) });
  }

  /** A disk of vSphere. */
  public static vsphere({ storagePolicyId, ...volume }: VsphereVolume): VolumeSource {
    if (!/^\[[^\]]+\]/.test(volume.volumePath)) invalid('volumePath', volume.volumePath, 'a path such as "[datastore] folder/disk.vmdk"');
    return new VolumeSource('vsphereVolume', { ...volume, storagePolicyID: storagePolicyId });
  }

  /** A volume of Portworx. */
  public static portworx({ volumeId, ...volume }: PortworxVolume): VolumeSource {
    return new VolumeSource('portworxVolume', { volumeID: required('volumeId', volumeId), ...volume });
  }

  /** An image of Ceph RBD. */
  public static rbd({ secret, ...volume }: RbdVolume): VolumeSource {
    requireMonitors(volume.monitors);
    return new VolumeSource('rbd', { ...volume, image: required('image', volume.image), secretRef: secretRef('secret', secret) });
  }

  /** A directory of CephFS. */
  public static cephFs({ secret, ...volume }: CephFsVolume): VolumeSource {
    requireMonitors(volume.monitors);
    return new VolumeSource('cephfs', { ...volume, secretRef: secretRef('secret', secret) });
  }

  /** A volume of GlusterFS. */
  public static glusterFs(volume: GlusterFsVolume): VolumeSource {
    if (volume.endpointsNamespace !== undefined) requireDnsLabel('endpointsNamespace', volume.endpointsNamespace);
    return new VolumeSource('glusterfs', { ...volume, endpoints: required('endpoints', volume.endpoints), path: required('path', volume.path) });
  }

  /**
   * Any other source, as it stands in YAML.
   *
   * @param field Field of the PersistentVolume's spec, such as "flexVolume"
   * @param source Its value
   */
  public static of(field: string, source: { [key: string]: any }): VolumeSource {
    return new VolumeSource(required('field', field), source);
  }

  private constructor(
    /** @internal */ public readonly _field: string,
    /** @internal */ public readonly _spec: Fields,
    /** @internal */ public readonly _nodeAffinity?: NodeSelectorTerm,
    /** Annotations by which the driver's deleter knows its volumes. @internal */ public readonly _annotations: { [key: string]: string } = {},
  ) {}

  /** The same source, tied to the nodes of a zone. */
  private in(key: string, zone?: string): VolumeSource {
    if (zone === undefined) return this;
    return new VolumeSource(this._field, this._spec, { matchExpressions: [{ key, operator: 'In', values: [zone] }] }, this._annotations);
  }
}

function required(property: string, value: string): string {
  return value?.trim() ? value : invalid(property, value, 'a text that is not empty');
}

/** The server of the export decides what is in its path; Kubernetes wants it to be absolute. */
function requireExport(property: string, path: string): string {
  return path.startsWith('/') ? path : invalid(property, path, 'the absolute path of an export such as "/export"');
}

function requirePartition(partition: number = 0): void {
  requireInteger('partition', partition, 0, 255);
}

function requireMonitors(monitors: string[]): void {
  if (monitors.length === 0) refuse('monitors', 'must name at least one Ceph monitor');
  for (const monitor of monitors) required('monitors', monitor);
}

function csiSecrets(secrets: CsiSecrets): { [key: string]: SecretReference | undefined } {
  const { controllerPublish, controllerExpand, nodeStage, nodePublish, nodeExpand } = secrets;
  return {
    controllerPublishSecretRef: secretRef('secrets.controllerPublish', controllerPublish),
    controllerExpandSecretRef: secretRef('secrets.controllerExpand', controllerExpand),
    nodeStageSecretRef: secretRef('secrets.nodeStage', nodeStage),
    nodePublishSecretRef: secretRef('secrets.nodePublish', nodePublish),
    nodeExpandSecretRef: secretRef('secrets.nodeExpand', nodeExpand),
  };
}

function secretRef(property: string, secret?: SecretReference): SecretReference | undefined {
  if (secret === undefined) return undefined;
  return { name: requireDnsSubdomain(`${property}.name`, secret.name), namespace: requireDnsLabel(`${property}.namespace`, secret.namespace) };
}
