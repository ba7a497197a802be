import { atMostOne } from './support/combinations';
import { CSI_ONE_NODE, driver, ONE_NODE } from './support/driver';
import { flag, labelKey, matching, oneOf, whole, yamlMap } from './support/values';

const TOPOLOGY = ['nodeAffinityTopologyLabel', 'nodeHasTopologyKey', 'nodeSpreadTopologyKey', 'poolAffinityTopologyKey', 'poolAffinityTopologyLabel',
  'poolHasTopologyKey'];

export const OPENEBS_MAYASTOR = driver({
  title: 'OpenEBS Replicated PV Mayastor',
  names: [{ name: 'io.openebs.csi-mayastor' }],
  source: 'https://openebs.io/docs/user-guides/replicated-storage-user-guide/replicated-pv-mayastor/configuration/rs-storage-class-parameters',
  csi: true,
  parameters: {
    protocol: { type: matching(/^nvmf$/, '"nvmf", the only protocol'), default: 'nvmf' },
    repl: { type: whole(1), default: '1' },
    fsType: { type: oneOf('ext4', 'xfs', 'btrfs'), default: 'ext4' },
    thin: { type: flag(), default: 'false' },
    stsAffinityGroup: { type: flag(), default: 'false' },
    cloneFsIdAsVolumeId: { type: flag(), default: 'false' },
    nodeAffinityTopologyLabel: { type: yamlMap() },
    nodeHasTopologyKey: { type: labelKey() },
    nodeSpreadTopologyKey: { type: labelKey() },
    poolAffinityTopologyKey: { type: labelKey() },
    poolAffinityTopologyLabel: { type: yamlMap() },
    poolHasTopologyKey: { type: labelKey() },
  },
  unknown: 'unjudged',
  combinations: [atMostOne(TOPOLOGY, 'the driver supports one kind of topology per class')],
  capabilities: { filesystemModes: CSI_ONE_NODE, blockModes: ONE_NODE, expansion: true, snapshots: true, mountOptions: true },
  storageProfile: [],
});
