import { NamespacedName } from '../../namespaced-name';

/** How a disk is mounted. An option that the plugin of the disk does not have is an error. */
export interface InTreeDiskOptions {
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
  /** Partition to mount; AWS EBS and GCE only. @default - the whole disk */
  readonly partition?: number;
  /** Secret with the OpenStack credentials; Cinder only. @default - none */
  readonly secret?: NamespacedName;
}

/** Kinds of Azure disks. */
export enum AzureDiskKind {
  /** Managed. */
  MANAGED = 'managed',
  /** In a storage account of its own. */
  DEDICATED = 'dedicated',
  /** In a shared storage account. */
  SHARED = 'shared',
}

/** Caching of an Azure disk by the host. */
export enum AzureCachingMode {
  /** No caching. */
  NONE = 'None',
  /** Reads. */
  READ_ONLY = 'ReadOnly',
  /** Reads and writes. */
  READ_WRITE = 'ReadWrite',
}

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
  /** Filesystem, such as "ext4"; created if the volume has none. @default - the plugin's: "ext4" */
  readonly fsType?: string;
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
