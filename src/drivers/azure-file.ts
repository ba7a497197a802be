import { Combination, CSI_ALL_NODES, driver } from './support/driver';
import { anyCase, flag, matching, optional, text, whole } from './support/values';

const AZURE_FILE_DRIVER = 'file.csi.azure.com';

const SKU = anyCase(
  'Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS', 'Premium_LRS', 'Premium_ZRS',
  'StandardV2_LRS', 'StandardV2_ZRS', 'StandardV2_GRS', 'StandardV2_GZRS', 'PremiumV2_LRS', 'PremiumV2_ZRS',
);
/** Any value other than true counts as false. */
const SWITCH = { type: anyCase('true', 'false'), lenient: true };
const BOOL = { type: flag() };
const TEXT = { type: optional(text()) };

const MOUNTS = ['mountWithManagedIdentity', 'mountWithOAuthToken', 'mountWithWorkloadIdentityToken'];

const oneIdentity: Combination = ({ parameters }, name) => {
  const [first, second] = MOUNTS.filter((parameter) => /^(1|t|true)$/i.test(parameters[parameter] ?? ''));
  return second === undefined ? undefined : { at: name(first), problem: `and ${name(second)} are mutually exclusive` };
};

const tagsWithoutAccount: Combination = ({ parameters }, name) => {
  return parameters.storageAccount && /^true$/i.test(parameters.matchTags ?? '')
    ? { at: name('matchTags'), problem: `must be false with ${name('storageAccount')}` } : undefined;
};

/** Includes undocumented parameters that the driver reads (pkg/azurefile/controllerserver.go). */
export const AZURE_FILE = driver({
  title: 'the Azure File CSI driver',
  names: [{ name: AZURE_FILE_DRIVER }],
  source: 'https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md',
  csi: true,
  parameters: {
    skuName: { type: SKU, default: 'Standard_LRS', mistakes: ['sku', 'type'] },
    storageAccountType: { type: SKU },
    storageAccount: TEXT,
    enableLargeFileShares: BOOL,
    protocol: { type: anyCase('smb', 'nfs'), default: 'smb' },
    networkEndpointType: { type: anyCase('privateEndpoint', 'serviceEndpoint') },
    location: TEXT,
    resourceGroup: TEXT,
    subscriptionID: TEXT,
    shareName: TEXT,
    shareNamePrefix: { type: optional(matching(/^[a-z0-9-]{1,20}$/, 'at most 20 lower-case letters, digits and hyphens')) },
    folderName: TEXT,
    createFolderIfNotExist: SWITCH,
    accessTier: TEXT,
    shareAccessTier: { type: anyCase('TransactionOptimized', 'Hot', 'Cool', 'Premium') },
    accountAccessTier: { type: anyCase('Hot', 'Cool', 'Premium', 'Cold') },
    server: TEXT,
    disableDeleteRetentionPolicy: BOOL,
    allowBlobPublicAccess: BOOL,
    allowCrossTenantReplication: BOOL,
    requireInfraEncryption: BOOL,
    storageEndpointSuffix: TEXT,
    tags: TEXT,
    tagValueDelimiter: TEXT,
    matchTags: SWITCH,
    selectRandomMatchingAccount: BOOL,
    accountQuota: { type: whole(100), default: '102400' },
    provisionedIOPS: { type: whole(0) },
    provisionedBandwidth: { type: whole(0) },
    storeAccountKey: { ...SWITCH, default: 'true' },
    getLatestAccountKey: BOOL,
    secretName: TEXT,
    secretNamespace: TEXT,
    useDataPlaneAPI: { type: anyCase('true', 'false', 'oauth'), default: 'false' },
    enableMultichannel: BOOL,
    clientID: TEXT,
    tenantID: TEXT,
    allowSharedKeyAccess: BOOL,
    rootSquashType: { type: anyCase('AllSquash', 'NoRootSquash', 'RootSquash'), default: 'NoRootSquash' },
    mountPermissions: { type: matching(/^[0-7]+$/, 'octal digits such as "0777"'), default: '0777' },
    encryptInTransit: BOOL,
    vnetResourceGroup: TEXT,
    vnetName: TEXT,
    vnetLinkName: TEXT,
    subnetName: TEXT,
    privateDNSZoneResourceGroup: TEXT,
    fsGroupChangePolicy: { type: anyCase('OnRootMismatch', 'Always', 'None'), default: 'OnRootMismatch' },
    publicNetworkAccess: { type: anyCase('Enabled', 'Disabled', 'SecuredByPerimeter') },
    fsType: { type: anyCase('cifs', 'smb', 'nfs', 'ext4', 'ext3', 'ext2', 'xfs') },
    diskName: TEXT,
    createAccount: SWITCH,
    useSecretCache: SWITCH,
    confidentialContainerLabel: TEXT,
    runtimeClassHandler: TEXT,
    mountWithManagedIdentity: BOOL,
    mountWithOAuthToken: BOOL,
    mountWithWorkloadIdentityToken: BOOL,
  },
  snapshotParameters: { useDataPlaneAPI: { type: anyCase('true', 'false', 'oauth') }, metadata: TEXT },
  anyCase: true,
  unknown: 'refused',
  combinations: [oneIdentity, tagsWithoutAccount],
  capabilities: {
    filesystemModes: CSI_ALL_NODES,
    blockModes: [],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: true,
    topologyKeys: [],
  },
  successorOf: 'kubernetes.io/azure-file',
});
