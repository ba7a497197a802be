/*
 * Provisioners that were part of Kubernetes: what is known of their parameters. The tables are not complete, so nothing is said of parameters that
 * are not in them. What the plugins can do stands in the table of volume plugins, by minor of Kubernetes.
 * Source: pkg/volume of kubernetes/kubernetes, and https://v1-20.docs.kubernetes.io/docs/concepts/storage/storage-classes/#parameters.
 */
import { Driver, driver, Parameters } from './support/driver';
import { anyCase, flag, list, matching, objectName, oneOf, text, whole } from './support/values';

const URL = /^https?:\/\//;
const SOURCE = 'https://v1-20.docs.kubernetes.io/docs/concepts/storage/storage-classes/#parameters';

function inTree<P extends string>(name: string, title: string, parameters: Parameters<P>): Driver<P> {
  return driver({ title, names: [{ name: `kubernetes.io/${name}` }], source: SOURCE, csi: false, parameters, anyCase: true, unknown: 'unjudged', capabilities: {} });
}

export const IN_TREE_AWS_EBS = inTree('aws-ebs', 'the AWS EBS plugin', {
  type: { type: oneOf('io1', 'gp2', 'gp3', 'sc1', 'st1'), default: 'gp2' },
  iopsPerGB: { type: whole(1) },
  fsType: { type: text() },
  encrypted: { type: flag(), default: 'false' },
  kmsKeyId: { type: text() },
});

export const IN_TREE_AZURE_DISK = inTree('azure-disk', 'the Azure Disk plugin', {
  kind: { type: anyCase('managed', 'dedicated', 'shared'), default: 'managed' },
  skuName: { type: text() },
  storageaccounttype: { type: text() },
  cachingmode: { type: oneOf('None', 'ReadOnly', 'ReadWrite') },
  fsType: { type: text() },
});

export const IN_TREE_AZURE_FILE = inTree('azure-file', 'the Azure File plugin', {
  skuName: { type: text() },
  storageAccount: { type: text() },
  secretName: { type: objectName() },
});

export const IN_TREE_CINDER = inTree('cinder', 'the Cinder plugin', { type: { type: text() }, availability: { type: text() }, fsType: { type: text() } });

export const IN_TREE_GCE_PD = inTree('gce-pd', 'the GCE Persistent Disk plugin', {
  'type': { type: text(), default: 'pd-standard' },
  'replication-type': { type: oneOf('none', 'regional-pd'), default: 'none' },
  'fstype': { type: text() },
});

export const IN_TREE_GLUSTERFS = inTree('glusterfs', 'the GlusterFS plugin', {
  resturl: { type: matching(URL, 'a URL such as "http://heketi:8080"'), required: true },
  volumetype: { type: matching(/^(none|replicate:\d+|disperse:\d+:\d+)$/, '"none", "replicate:3" or "disperse:4:2"') },
});

export const IN_TREE_PORTWORX = inTree('portworx-volume', 'the Portworx plugin', {
  repl: { type: whole(1, 3) },
  fs: { type: text() },
  io_priority: { type: oneOf('high', 'medium', 'low') },
});

export const IN_TREE_QUOBYTE = inTree('quobyte', 'the Quobyte plugin', {
  quobyteAPIServer: { type: matching(URL, 'a URL such as "http://138.68.74.142:7860"') },
});

export const IN_TREE_RBD = inTree('rbd', 'the Ceph RBD plugin', {
  monitors: { type: list(), required: true },
  adminId: { type: text(), default: 'admin' },
  adminSecretName: { type: objectName() },
  pool: { type: text(), default: 'rbd' },
  userId: { type: text() },
  userSecretName: { type: objectName(), required: true },
  fsType: { type: text() },
  imageFormat: { type: oneOf('1', '2'), default: '2' },
  imageFeatures: { type: list(',', 'layering') },
});

export const IN_TREE_SCALEIO = inTree('scaleio', 'the ScaleIO plugin', {
  gateway: { type: matching(URL, 'a URL such as "https://192.168.99.200:443/api"') },
  system: { type: text() },
});

export const IN_TREE_STORAGEOS = inTree('storageos', 'the StorageOS plugin', { pool: { type: text(), default: 'default' } });

export const IN_TREE_VSPHERE = inTree('vsphere-volume', 'the vSphere plugin', {
  diskformat: { type: oneOf('thin', 'zeroedthick', 'eagerzeroedthick'), default: 'thin' },
  datastore: { type: text() },
  storagePolicyName: { type: text() },
});

export const IN_TREE: readonly Driver[] = [
  IN_TREE_AWS_EBS, IN_TREE_AZURE_DISK, IN_TREE_AZURE_FILE, IN_TREE_CINDER, IN_TREE_GCE_PD, IN_TREE_GLUSTERFS, IN_TREE_PORTWORX, IN_TREE_QUOBYTE,
  IN_TREE_RBD, IN_TREE_SCALEIO, IN_TREE_STORAGEOS, IN_TREE_VSPHERE,
];
