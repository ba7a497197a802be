import { NamespacedName } from '../../namespaced-name';
import { AzureCachingMode, AzureDiskKind } from '../classes/in-tree/azure-disk-props';

/** An iSCSI disk. Without fencing: use it on one node at a time, and delete its pods before a drain. */
export interface IscsiVolume {
  /** Address of the target, with its port unless that is 3260. */
  readonly targetPortal: string;
  /** Qualified name of the target: "iqn.…". */
  readonly iqn: string;
  /** Number of the disk at the target. */
  readonly lun: number;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
  /** More addresses, for multipath. @default - none */
  readonly portals?: string[];
  /** Interface of the initiator. @default "default" */
  readonly iscsiInterface?: string;
  /** Name of the initiator: "iqn.…". @default - that of the node */
  readonly initiatorName?: string;
  /** CHAP while discovering. @default false */
  readonly chapAuthDiscovery?: boolean;
  /** CHAP for the session. @default false */
  readonly chapAuthSession?: boolean;
  /** Secret with the CHAP credentials. @default - none */
  readonly secret?: NamespacedName;
}

/** A Fibre Channel disk: target names and number, or wwids. Without fencing: use it on one node at a time. */
export interface FibreChannelVolume {
  /** World wide names of the targets. @default - `wwids` */
  readonly targetWwns?: string[];
  /** Number of the disk at the targets. @default - `wwids` */
  readonly lun?: number;
  /** World wide ids of the disk. @default - `targetWwns` and `lun` */
  readonly wwids?: string[];
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A Cinder volume, for the in-tree plugin of Kubernetes 1.25 and older. See `CinderVolume`. */
export interface InTreeCinderVolume {
  /** Id of the volume, a UUID. */
  readonly volumeId: string;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
  /** Secret with the OpenStack credentials. @default - none */
  readonly secret?: NamespacedName;
}

/** A volume of AWS EBS, for the in-tree plugin of Kubernetes 1.26 and older. */
export interface AwsElasticBlockStoreVolume {
  /** Id of the volume: "vol-…". */
  readonly volumeId: string;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Partition to mount. @default - the whole disk */
  readonly partition?: number;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A disk of Azure, for the in-tree plugin of Kubernetes 1.26 and older. */
export interface AzureDiskVolume {
  /** Name of the disk. */
  readonly diskName: string;
  /** URI of the disk. */
  readonly diskUri: string;
  /** Kind of the disk. @default AzureDiskKind.SHARED */
  readonly kind?: AzureDiskKind;
  /** Caching of the host. @default AzureCachingMode.READ_WRITE */
  readonly cachingMode?: AzureCachingMode;
  /** Filesystem, such as "ext4"; made if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A share of Azure Files, for the in-tree plugin of Kubernetes 1.29 and older. */
export interface AzureFileVolume {
  /** Secret with the name and key of the storage account. */
  readonly secretName: string;
  /** Name of the share. */
  readonly shareName: string;
  /** Namespace of the Secret. @default - that of the claim */
  readonly secretNamespace?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A disk of GCE, for the in-tree plugin of Kubernetes 1.27 and older. It must exist before the pod does. */
export interface GcePersistentDiskVolume {
  /** Name of the disk. */
  readonly pdName: string;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Partition to mount. @default - the whole disk */
  readonly partition?: number;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A disk of vSphere, for the in-tree plugin of Kubernetes 1.29 and older. */
export interface VsphereVolume {
  /** Path of the disk: "[datastore] folder/disk.vmdk". */
  readonly volumePath: string;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Storage policy. @default - none */
  readonly storagePolicyName?: string;
  /** Id of the storage policy. @default - none */
  readonly storagePolicyId?: string;
}

/** A volume of Portworx, for the in-tree plugin of Kubernetes 1.35 and older. */
export interface PortworxVolume {
  /** Id of the volume. */
  readonly volumeId: string;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** An image of Ceph RBD, for the in-tree plugin of Kubernetes 1.30 and older. */
export interface RbdVolume {
  /** Ceph monitors. */
  readonly monitors: string[];
  /** Name of the image. */
  readonly image: string;
  /** Pool of the image. @default "rbd" */
  readonly pool?: string;
  /** Ceph client. @default "admin" */
  readonly user?: string;
  /** Path of the keyring on the nodes. @default "/etc/ceph/keyring" */
  readonly keyring?: string;
  /** Secret with the key of the client, instead of the keyring. @default - none */
  readonly secret?: NamespacedName;
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A directory of CephFS, for the in-tree plugin of Kubernetes 1.30 and older. */
export interface CephFsVolume {
  /** Ceph monitors. */
  readonly monitors: string[];
  /** Directory to mount. @default "/" */
  readonly path?: string;
  /** Ceph client. @default "admin" */
  readonly user?: string;
  /** Path of the key on the nodes. @default "/etc/ceph/user.secret" */
  readonly secretFile?: string;
  /** Secret with the key of the client, instead of the file. @default - none */
  readonly secret?: NamespacedName;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}

/** A volume of GlusterFS, for the in-tree plugin of Kubernetes 1.25 and older. */
export interface GlusterFsVolume {
  /** Endpoints object with the addresses of the servers. */
  readonly endpoints: string;
  /** Name of the Gluster volume. */
  readonly path: string;
  /** Namespace of the Endpoints. @default - that of the claim */
  readonly endpointsNamespace?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
}
