import { Combination, CSI_ONE_NODE, driver } from './support/driver';
import { anyCase, flag, matching, oneOf, optional, text, whole } from './support/values';

const GCE_PD_DRIVER = 'pd.csi.storage.gke.io';

const MEBIBYTES = matching(/^\d+(Mi?|Gi?)?$/, 'a quantity such as "250Mi"');
const GIBIBYTES = matching(/^\d+(Gi?|Mi?|Ti?)?$/, 'a quantity such as "50Gi"');

/** Disk types that several VMs can write: https://cloud.google.com/compute/docs/disks/sharing-disks-between-vms. */
const MULTI_WRITER = /^hyperdisk-(balanced|balanced-high-availability)$/i;

const dynamicTypes: Combination = ({ parameters }, name) => {
  const option = ['hyperdisk-type', 'pd-type', 'disk-type-preference'].find((parameter) => parameters[parameter] !== undefined);
  return option && parameters.type?.toLowerCase() !== 'dynamic' ? { at: name(option), problem: `needs ${name('type')} to be dynamic` } : undefined;
};

const keyOfConfidentialStorage: Combination = ({ parameters }, name) => {
  return /^(1|t|true)$/i.test(parameters['enable-confidential-storage'] ?? '') && !parameters['disk-encryption-kms-key']
    ? { at: name('enable-confidential-storage'), problem: `needs ${name('disk-encryption-kms-key')}` } : undefined;
};

/** Parameters of pkg/parameters/parameters.go; README.md documents only some of them. */
export const GCE_PD = driver({
  title: 'the GCE Persistent Disk CSI driver',
  names: [{ name: GCE_PD_DRIVER }],
  source: 'https://github.com/kubernetes-sigs/gcp-compute-persistent-disk-csi-driver/blob/master/README.md#createvolume-parameters',
  csi: true,
  parameters: {
    'type': { type: optional(), default: 'pd-standard', mistakes: ['diskType', 'disk-type'] },
    'replication-type': { type: anyCase('none', 'regional-pd'), default: 'none' },
    'disk-encryption-kms-key': { type: text() },
    'labels': { type: matching(/^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/, 'labels such as "key1=value1,key2=value2"') },
    'provisioned-iops-on-create': { type: whole(0) },
    'provisioned-throughput-on-create': { type: MEBIBYTES },
    'availability-class': { type: anyCase('none', 'regional-hard-failover') },
    'enable-confidential-storage': { type: flag() },
    'storage-pools': { type: text() },
    'resource-tags': { type: text() },
    'enable-multi-zone-provisioning': { type: flag() },
    'access-mode': { type: oneOf('READ_WRITE_SINGLE', 'READ_ONLY_MANY', 'READ_WRITE_MANY') },
    'use-allowed-disk-topology': { type: flag(), lenient: true },
    'data-cache-size': { type: GIBIBYTES },
    'data-cache-mode': { type: oneOf('writethrough', 'writeback') },
    'hyperdisk-type': { type: text() },
    'pd-type': { type: text() },
    'disk-type-preference': { type: anyCase('hyperdisk-type', 'pd-type') },
    'csiProvisionerSecretName': { type: text() },
    'csiProvisionerSecretNamespace': { type: text() },
  },
  snapshotParameters: {
    'storage-locations': { type: text() },
    'snapshot-type': { type: oneOf('snapshots', 'images'), default: 'snapshots' },
    'image-family': { type: text() },
    'labels': { type: text() },
    'resource-tags': { type: text() },
  },
  anyCase: true,
  unknown: 'refused',
  combinations: [dynamicTypes, keyOfConfidentialStorage],
  capabilities: {
    filesystemModes: [...CSI_ONE_NODE, 'ReadOnlyMany'],
    blockModes: [...CSI_ONE_NODE, 'ReadOnlyMany'],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: true,
    topologyKeys: ['topology.gke.io/zone'],
  },
  sharedBlock: {
    modes: ['ReadWriteMany'],
    needs: 'type hyperdisk-balanced or hyperdisk-balanced-high-availability',
    holds: ({ parameters }) => MULTI_WRITER.test(parameters.type ?? ''),
  },
  boundTo: 'zone',
  successorOf: 'kubernetes.io/gce-pd',
});
