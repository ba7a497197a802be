import { Combination, CSI_ONE_NODE, driver } from './support/driver';
import { ZONE } from '../kubernetes/labels';
import { anyCase, flag, oneOf, optional, text, whole, words } from './support/values';

const AZURE_DISK_DRIVER = 'disk.csi.azure.com';

const SKU = optional(oneOf('Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS', 'UltraSSD_LRS', 'Premium_ZRS', 'StandardSSD_ZRS', 'PremiumV2_LRS'));

const cachingOfPremiumV2: Combination = ({ parameters: { skuName, storageAccountType, cachingMode } }, name) => {
  return /^PremiumV2_LRS$/i.test(skuName ?? storageAccountType ?? '') && cachingMode && !/^none$/i.test(cachingMode)
    ? { at: name('cachingMode'), problem: 'must be None with PremiumV2_LRS' } : undefined;
};

const groupOfSubscription: Combination = ({ parameters }, name) => parameters.subscriptionID && !parameters.resourceGroup
  ? { at: name('subscriptionID'), problem: `needs ${name('resourceGroup')}` } : undefined;

/** The driver reads maxShares, diskName, tagValueDelimiter and compatibility parameters (pkg/azureutils), which are undocumented. */
export const AZURE_DISK = driver({
  title: 'the Azure Disk CSI driver',
  names: [{ name: AZURE_DISK_DRIVER }],
  source: 'https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/docs/driver-parameters.md',
  csi: true,
  parameters: {
    skuName: { type: SKU, default: 'StandardSSD_LRS', mistakes: ['sku', 'type'] },
    storageAccountType: { type: SKU },
    kind: { type: anyCase('managed', 'dedicated', 'shared'), default: 'managed' },
    fsType: { type: anyCase('ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'ntfs'), default: 'ext4' },
    cachingMode: { type: optional(oneOf('None', 'ReadOnly', 'ReadWrite')), default: 'ReadOnly' },
    location: { type: text() },
    resourceGroup: { type: text() },
    DiskIOPSReadWrite: { type: whole(0) },
    DiskMBpsReadWrite: { type: whole(0) },
    LogicalSectorSize: { type: oneOf('512', '4096'), default: '4096' },
    diskName: { type: text() },
    tags: { type: optional() },
    tagValueDelimiter: { type: text() },
    diskEncryptionSetID: { type: optional() },
    diskEncryptionType: { type: anyCase('EncryptionAtRestWithCustomerKey', 'EncryptionAtRestWithPlatformAndCustomerKeys') },
    writeAcceleratorEnabled: { type: words('true', 'false'), lenient: true },
    perfProfile: { type: anyCase('none', 'basic', 'advanced'), default: 'none' },
    networkAccessPolicy: { type: anyCase('AllowAll', 'DenyAll', 'AllowPrivate'), default: 'DenyAll' },
    publicNetworkAccess: { type: anyCase('Enabled', 'Disabled'), default: 'Disabled' },
    diskAccessID: { type: optional() },
    enableBursting: { type: anyCase('true', 'false'), default: 'false', lenient: true },
    enablePerformancePlus: { type: flag(), default: 'false' },
    attachDiskInitialDelay: { type: whole(0), default: '1000' },
    userAgent: { type: text() },
    subscriptionID: { type: optional() },
    maxShares: { type: whole(1) },
    enableAsyncAttach: { type: text() },
    zoned: { type: text() },
  },
  snapshotParameters: {
    resourceGroup: { type: text() },
    incremental: { type: anyCase('true', 'false'), default: 'true' },
    dataAccessAuthMode: { type: anyCase('None', 'AzureActiveDirectory') },
    tags: { type: optional() },
    tagValueDelimiter: { type: text() },
    userAgent: { type: text() },
    subscriptionID: { type: text() },
    location: { type: text() },
    networkAccessPolicy: { type: anyCase('AllowAll', 'DenyAll', 'AllowPrivate') },
    publicNetworkAccess: { type: anyCase('Enabled', 'Disabled') },
    instantAccessDurationMinutes: { type: whole(60, 300) },
  },
  free: /^device-setting\//,
  anyCase: true,
  unknown: 'refused',
  combinations: [cachingOfPremiumV2, groupOfSubscription],
  capabilities: {
    filesystemModes: CSI_ONE_NODE,
    blockModes: CSI_ONE_NODE,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: true,
    topologyKeys: ['topology.disk.csi.azure.com/zone', ZONE],
  },
  // https://github.com/kubernetes-sigs/azuredisk-csi-driver/tree/master/deploy/example/sharedisk
  sharedBlock: {
    modes: ['ReadWriteMany', 'ReadOnlyMany'],
    needs: 'maxShares of at least 2',
    holds: ({ parameters }) => Number(parameters.maxShares) >= 2,
  },
  boundTo: 'zone',
  successorOf: 'kubernetes.io/azure-disk',
});
