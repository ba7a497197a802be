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

/** Properties for `InTreeStorageClass.azureDisk`. */
export interface InTreeAzureDiskStorageClassProps extends StorageClassOptions {
  /** Kind of disk. Parameter `kind`. @default - the plugin's: AzureDiskKind.MANAGED */
  readonly kind?: AzureDiskKind;

  /** SKU, such as "Premium_LRS". Parameter `skuName`. @default - `storageAccountType`, else Azure's */
  readonly skuName?: string;

  /** Older name of the SKU. Parameter `storageaccounttype`. @default - `skuName` */
  readonly storageAccountType?: string;

  /** Caching of the host: "None", "ReadOnly" or "ReadWrite". Parameter `cachingmode`. @default - the plugin's */
  readonly cachingMode?: string;

  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly fsType?: string;
}
