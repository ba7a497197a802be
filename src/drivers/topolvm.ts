import { driver, ONE_NODE } from './support/driver';
import { text } from './support/values';

const DRIVER = 'topolvm.io';
const LEGACY = 'topolvm.cybozu.com';

/** Parameters of https://github.com/topolvm/topolvm/blob/main/constants.go; the driver ignores other keys. */
export const TOPOLVM = driver({
  title: 'TopoLVM',
  names: [{ name: DRIVER }, { name: LEGACY }],
  source: 'https://github.com/topolvm/topolvm/blob/main/docs/advanced-setup.md#storageclass',
  csi: true,
  parameters: {
    [`${DRIVER}/device-class`]: { type: text(), mistakes: ['device-class', 'deviceClass'] },
    [`${DRIVER}/lvcreate-option-class`]: { type: text(), mistakes: ['lvcreate-option-class'] },
    [`${LEGACY}/device-class`]: { type: text() },
    [`${LEGACY}/lvcreate-option-class`]: { type: text() },
  },
  unknown: 'ignored',
  capabilities: {
    filesystemModes: ONE_NODE,
    blockModes: ONE_NODE,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    topologyKeys: [`topology.${DRIVER}/node`, `topology.${LEGACY}/node`],
  },
  boundTo: 'node',
});
