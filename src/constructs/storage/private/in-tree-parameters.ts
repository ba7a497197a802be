/*
 * Which property of a class of an in-tree plugin becomes which parameter.
 */
import { ParameterNames } from './parameters';
import {
  IN_TREE_AWS_EBS, IN_TREE_AZURE_DISK, IN_TREE_AZURE_FILE, IN_TREE_CINDER, IN_TREE_GCE_PD, IN_TREE_GLUSTERFS, IN_TREE_PORTWORX,
  IN_TREE_QUOBYTE, IN_TREE_RBD, IN_TREE_SCALEIO, IN_TREE_STORAGEOS, IN_TREE_VSPHERE,
} from '../../../drivers/in-tree';
import { InTreeAwsEbsStorageClassProps } from '../classes/in-tree/aws-ebs-props';
import { InTreeAzureDiskStorageClassProps } from '../classes/in-tree/azure-disk-props';
import { InTreeAzureFileStorageClassProps } from '../classes/in-tree/azure-file-props';
import { InTreeCinderStorageClassProps } from '../classes/in-tree/cinder-props';
import { InTreeGcePdStorageClassProps } from '../classes/in-tree/gce-pd-props';
import { InTreeGlusterFsStorageClassProps } from '../classes/in-tree/gluster-fs-props';
import { InTreePortworxStorageClassProps } from '../classes/in-tree/portworx-props';
import { InTreeQuobyteStorageClassProps } from '../classes/in-tree/quobyte-props';
import { InTreeRbdStorageClassProps } from '../classes/in-tree/rbd-props';
import { InTreeScaleIoStorageClassProps } from '../classes/in-tree/scale-io-props';
import { InTreeStorageOsStorageClassProps } from '../classes/in-tree/storage-os-props';
import { InTreeVsphereStorageClassProps } from '../classes/in-tree/vsphere-props';

export const AWS_EBS_PARAMETERS: ParameterNames<InTreeAwsEbsStorageClassProps, typeof IN_TREE_AWS_EBS> = {
  volumeType: 'type',
  iopsPerGb: 'iopsPerGB',
  fsType: 'fsType',
  encrypted: 'encrypted',
  kmsKeyId: 'kmsKeyId',
};

export const AZURE_DISK_PARAMETERS: ParameterNames<InTreeAzureDiskStorageClassProps, typeof IN_TREE_AZURE_DISK> = {
  kind: 'kind',
  skuName: 'skuName',
  storageAccountType: 'storageaccounttype',
  cachingMode: 'cachingmode',
  fsType: 'fsType',
};

export const AZURE_FILE_PARAMETERS: ParameterNames<InTreeAzureFileStorageClassProps, typeof IN_TREE_AZURE_FILE> = {
  skuName: 'skuName',
  storageAccount: 'storageAccount',
  secretName: 'secretName',
};

export const CINDER_PARAMETERS: ParameterNames<InTreeCinderStorageClassProps, typeof IN_TREE_CINDER> = {
  volumeType: 'type',
  availabilityZone: 'availability',
  fsType: 'fsType',
};

export const GCE_PD_PARAMETERS: ParameterNames<InTreeGcePdStorageClassProps, typeof IN_TREE_GCE_PD> = {
  diskType: 'type',
  replicationType: 'replication-type',
  fsType: 'fstype',
};

export const GLUSTERFS_PARAMETERS: ParameterNames<InTreeGlusterFsStorageClassProps, typeof IN_TREE_GLUSTERFS> = {
  restUrl: 'resturl',
  volumeType: 'volumetype',
};

export const PORTWORX_PARAMETERS: ParameterNames<InTreePortworxStorageClassProps, typeof IN_TREE_PORTWORX> = {
  replicas: 'repl',
  fsType: 'fs',
  ioPriority: 'io_priority',
};

export const QUOBYTE_PARAMETERS: ParameterNames<InTreeQuobyteStorageClassProps, typeof IN_TREE_QUOBYTE> = {
  apiServer: 'quobyteAPIServer',
};

export const RBD_PARAMETERS: ParameterNames<InTreeRbdStorageClassProps, typeof IN_TREE_RBD> = {
  monitors: 'monitors',
  adminId: 'adminId',
  adminSecretName: 'adminSecretName',
  pool: 'pool',
  userId: 'userId',
  userSecretName: 'userSecretName',
  fsType: 'fsType',
  imageFormat: 'imageFormat',
  imageFeatures: 'imageFeatures',
};

export const SCALEIO_PARAMETERS: ParameterNames<InTreeScaleIoStorageClassProps, typeof IN_TREE_SCALEIO> = {
  gateway: 'gateway',
  system: 'system',
};

export const STORAGEOS_PARAMETERS: ParameterNames<InTreeStorageOsStorageClassProps, typeof IN_TREE_STORAGEOS> = {
  pool: 'pool',
};

export const VSPHERE_PARAMETERS: ParameterNames<InTreeVsphereStorageClassProps, typeof IN_TREE_VSPHERE> = {
  diskFormat: 'diskformat',
  datastore: 'datastore',
  storagePolicyName: 'storagePolicyName',
};
