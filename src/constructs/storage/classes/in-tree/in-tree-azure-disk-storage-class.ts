import { Construct } from 'constructs';
import { IN_TREE_AZURE_DISK } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Kinds of Azure disks. */
export enum AzureDiskKind {
  /** Managed. */
  MANAGED = 'managed',
  /** In a storage account of its own. */
  DEDICATED = 'dedicated',
  /** In a shared storage account. */
  SHARED = 'shared',
}

/** Properties for `InTreeAzureDiskStorageClass`. */
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
  readonly filesystem?: string;
}

/** A StorageClass of the Azure Disk plugin, part of Kubernetes to 1.26; disk.csi.azure.com serves it since. */
export class InTreeAzureDiskStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeAzureDiskStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'azureDisk', IN_TREE_AZURE_DISK, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeAzureDiskStorageClassProps, typeof IN_TREE_AZURE_DISK> = {
  kind: 'kind',
  skuName: 'skuName',
  storageAccountType: 'storageaccounttype',
  cachingMode: 'cachingmode',
  filesystem: 'fsType',
};
