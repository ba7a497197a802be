import { StorageClassOptions } from '../storage-class';

/** Kinds of Azure disks. */
export enum AzureDiskKind {
  /** Managed. */
  MANAGED = 'managed',
  /** In a storage account of its own. */
  DEDICATED = 'dedicated',
  /** In a shared storage account. */
  SHARED = 'shared',
}

/** How the host caches an Azure disk. */
export enum AzureCachingMode {
  /** Not at all. */
  NONE = 'None',
  /** Reads. */
  READ_ONLY = 'ReadOnly',
  /** Reads and writes. */
  READ_WRITE = 'ReadWrite',
}

/** Properties for `InTreeStorageClass.azureDisk`. */
export interface InTreeAzureDiskStorageClassProps extends StorageClassOptions {
  /** Kind of disk. Parameter `kind`. @default - the plugin's: AzureDiskKind.MANAGED */
  readonly kind?: AzureDiskKind;
  /** SKU, such as "Premium_LRS". Parameter `skuName`. @default - `storageAccountType`, else Azure's */
  readonly skuName?: string;
  /** Older name of the SKU. Parameter `storageaccounttype`. @default - `skuName` */
  readonly storageAccountType?: string;
  /** Caching of the host. Parameter `cachingmode`. @default - the plugin's */
  readonly cachingMode?: AzureCachingMode;
  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly fsType?: string;
}
