/*
 * Parameters of in-tree provisioners. The tables are incomplete, so unknown parameters are not judged. The capabilities of the plugins, by
 * Kubernetes minor, are in kubernetes/volume-plugins.ts.
 * Source: pkg/volume of kubernetes/kubernetes, and https://v1-20.docs.kubernetes.io/docs/concepts/storage/storage-classes/#parameters.
 */
import { Driver, driver, Parameters } from './support/driver';
import { anyCase, flag, list, matching, objectName, oneOf, text, whole } from './support/values';
import { volumePlugin } from '../kubernetes/volume-plugins';

const URL = /^https?:\/\//;
const SOURCE = 'https://v1-20.docs.kubernetes.io/docs/concepts/storage/storage-classes/#parameters';

function inTree(source: string, parameters: Parameters): Driver {
  const { title, provisioner } = volumePlugin(source)!;
  return driver({
    title: `the ${title} plugin`,
    names: [{ name: provisioner! }],
    source: SOURCE,
    csi: false,
    parameters,
    anyCase: true,
    unknown: 'unjudged',
    capabilities: {},
  });
}

export const IN_TREE: readonly Driver[] = [
  inTree('awsElasticBlockStore', {
    type: { type: oneOf('io1', 'gp2', 'gp3', 'sc1', 'st1'), default: 'gp2' },
    iopsPerGB: { type: whole(1) },
    fsType: { type: text() },
    encrypted: { type: flag(), default: 'false' },
    kmsKeyId: { type: text() },
  }),
  inTree('azureDisk', {
    kind: { type: anyCase('managed', 'dedicated', 'shared'), default: 'managed' },
    skuName: { type: text() },
    storageaccounttype: { type: text() },
    cachingmode: { type: oneOf('None', 'ReadOnly', 'ReadWrite') },
    fsType: { type: text() },
  }),
  inTree('azureFile', { skuName: { type: text() }, storageAccount: { type: text() }, secretName: { type: objectName() } }),
  inTree('cinder', { type: { type: text() }, availability: { type: text() }, fsType: { type: text() } }),
  inTree('gcePersistentDisk', {
    'type': { type: text(), default: 'pd-standard' },
    'replication-type': { type: oneOf('none', 'regional-pd'), default: 'none' },
    'fstype': { type: text() },
  }),
  inTree('glusterfs', {
    resturl: { type: matching(URL, 'a URL such as "http://heketi:8080"'), required: true },
    volumetype: { type: matching(/^(none|replicate:\d+|disperse:\d+:\d+)$/, '"none", "replicate:3" or "disperse:4:2"') },
  }),
  inTree('portworxVolume', { repl: { type: whole(1, 3) }, fs: { type: text() }, io_priority: { type: oneOf('high', 'medium', 'low') } }),
  inTree('quobyte', { quobyteAPIServer: { type: matching(URL, 'a URL such as "http://138.68.74.142:7860"') } }),
  inTree('rbd', {
    monitors: { type: list(), required: true },
    adminId: { type: text(), default: 'admin' },
    adminSecretName: { type: objectName() },
    pool: { type: text(), default: 'rbd' },
    userId: { type: text() },
    userSecretName: { type: objectName(), required: true },
    fsType: { type: text() },
    imageFormat: { type: oneOf('1', '2'), default: '2' },
    imageFeatures: { type: list(',', 'layering') },
  }),
  inTree('scaleIO', { gateway: { type: matching(URL, 'a URL such as "https://192.168.99.200:443/api"') }, system: { type: text() } }),
  inTree('storageos', { pool: { type: text(), default: 'default' } }),
  inTree('vsphereVolume', {
    diskformat: { type: oneOf('thin', 'zeroedthick', 'eagerzeroedthick'), default: 'thin' },
    datastore: { type: text() },
    storagePolicyName: { type: text() },
  }),
];

/** The driver of an in-tree provisioner, such as "kubernetes.io/aws-ebs". */
export function inTreeDriver(provisioner: string): Driver {
  return IN_TREE.find(({ names }) => names[0].name === provisioner)!;
}
