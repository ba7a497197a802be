import { CSI_ALL_NODES, driver, Parameter } from './support/driver';
import { anyCase, flag, matching, oneOf, text, ValueType } from './support/values';

const PREFIX = 'trident.netapp.io/';
const POOLS = matching(/^[^:;]+:[^:;]+(;[^:;]+:[^:;]+)*$/, 'pools by backend such as "backend1:pool1,pool2;backend2:pool1"');

const ATTRIBUTES: { readonly [name: string]: ValueType } = {
  IOPS: matching(/^\d+$/, 'a whole number'),
  snapshots: flag(),
  clones: flag(),
  encryption: flag(),
  replication: flag(),
  provisioningType: oneOf('thin', 'thick'),
  backendType: text(),
  media: oneOf('hdd', 'hybrid', 'ssd'),
  region: text(),
  zone: text(),
  labels: text(),
  selector: text(),
  nasType: anyCase('nfs', 'smb'),
  sanType: anyCase('iscsi', 'nvme', 'fcp'),
  requiredStorage: POOLS,
  storagePools: POOLS,
  additionalStoragePools: POOLS,
  excludeStoragePools: POOLS,
};

function attributes(): { [name: string]: Parameter } {
  const parameters = Object.entries(ATTRIBUTES).flatMap(([name, type]): Array<[string, Parameter]> => {
    const replacedBy = name === 'requiredStorage' ? 'additionalStoragePools' : undefined;
    return [[name, { type, replacedBy }], [`${PREFIX}${name}`, { type, replacedBy }]];
  });
  return Object.fromEntries([['fsType', { type: text(), default: 'ext4' }], ...parameters]);
}

/** Trident does not register a class with an unknown attribute: its claims stay Pending. See also storage_attribute/common_attributes.go. */
export const TRIDENT = driver({
  title: 'Trident',
  names: [{ name: 'csi.trident.netapp.io' }],
  source: 'https://docs.netapp.com/us-en/trident/trident-reference/objects.html#kubernetes-storageclass-objects',
  csi: true,
  parameters: attributes(),
  unknown: 'refused',
  capabilities: {
    filesystemModes: CSI_ALL_NODES, // of its NAS backends
    blockModes: CSI_ALL_NODES,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
  },
});
