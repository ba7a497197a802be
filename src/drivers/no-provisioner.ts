import { driver, ONE_NODE } from './support/driver';
import { HOSTNAME } from '../kubernetes/labels';
import { NO_PROVISIONER } from '../kubernetes/volume-plugins';

export const STATIC_VOLUMES = driver({
  title: 'a class without provisioner',
  names: [{ name: NO_PROVISIONER }],
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#local',
  csi: false,
  parameters: {},
  unknown: 'ignored',
  capabilities: {
    filesystemModes: ONE_NODE,
    blockModes: ONE_NODE,
    expansion: false,
    snapshots: false,
    clones: false,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [HOSTNAME],
  },
  boundTo: 'node',
  provisions: false,
});
