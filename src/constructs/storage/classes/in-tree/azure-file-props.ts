import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.azureFile`. */
export interface InTreeAzureFileStorageClassProps extends StorageClassOptions {
  /** SKU of the storage account. Parameter `skuName`. @default - Azure's */
  readonly skuName?: string;
  /** Storage account. Parameter `storageAccount`. @default - one that fits */
  readonly storageAccount?: string;
  /** Secret with the credentials. Parameter `secretName`. @default - one is made */
  readonly secretName?: string;
}
