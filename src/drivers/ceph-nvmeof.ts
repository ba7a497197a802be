import { IMAGE_FEATURES, IMAGE_FORMAT } from './ceph-rbd';
import { cephDriver } from './rook';
import { driver, ONE_NODE } from './support/driver';
import { jsonList, matching, text, whole } from './support/values';

/** Experimental in Rook. */
export const CEPH_NVMEOF = driver({
  title: 'the Ceph NVMe-oF driver',
  names: [{ name: cephDriver('nvmeof'), prefixed: true }],
  source: 'https://github.com/rook/rook/tree/master/deploy/examples/csi/nvmeof',
  csi: true,
  parameters: {
    clusterID: { type: text(), required: true },
    pool: { type: text(), required: true },
    subsystemNQN: { type: matching(/^nqn\./, 'an NVMe qualified name such as "nqn.2016-06.io.spdk:cnode1.rook-ceph"'), required: true },
    nvmeofGatewayAddress: { type: text(), required: true },
    nvmeofGatewayPort: { type: whole(1, 65535), required: true },
    listeners: { type: jsonList('hostname'), required: true },
    imageFormat: { type: IMAGE_FORMAT, default: '2' },
    imageFeatures: { type: IMAGE_FEATURES },
  },
  unknown: 'unjudged',
  secrets: ['provisioner', 'node-stage'],
  capabilities: { filesystemModes: ONE_NODE, blockModes: ONE_NODE, expansion: true },
  storageProfile: [],
});
