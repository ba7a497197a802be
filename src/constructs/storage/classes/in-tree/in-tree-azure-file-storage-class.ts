import { Construct } from 'constructs';
import { IN_TREE_AZURE_FILE } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeAzureFileStorageClass`. */
export interface InTreeAzureFileStorageClassProps extends StorageClassOptions {
  /** SKU of the storage account. Parameter `skuName`. @default - Azure's */
  readonly skuName?: string;

  /** Storage account. Parameter `storageAccount`. @default - one that fits */
  readonly storageAccount?: string;

  /** Secret with the credentials. Parameter `secretName`. @default - one is made */
  readonly secretName?: string;
}

/** A StorageClass of the Azure File plugin, part of Kubernetes to 1.29; file.csi.azure.com serves it since. */
export class InTreeAzureFileStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeAzureFileStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'azureFile', IN_TREE_AZURE_FILE, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeAzureFileStorageClassProps, typeof IN_TREE_AZURE_FILE> = {
  skuName: 'skuName',
  storageAccount: 'storageAccount',
  secretName: 'secretName',
};
