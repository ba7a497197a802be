import { driver, ONE_NODE } from './support/driver';
import { HOSTNAME } from '../kubernetes/labels';

/** The provisioner reads annotations of the class instead of parameters. */
export const OPENEBS_HOSTPATH = driver({
  title: 'OpenEBS Local PV Hostpath',
  names: [{ name: 'openebs.io/local' }],
  source: 'https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-hostpath/hostpath-configuration',
  csi: false,
  parameters: {},
  unknown: 'ignored',
  capabilities: {
    filesystemModes: ONE_NODE,
    blockModes: [],
    expansion: false,
    snapshots: false,
    clones: false,
    mountOptions: false,
    volumeAttributesClasses: false,
    topologyKeys: [HOSTNAME],
  },
  boundTo: 'node',
  storageProfile: [],
});

/** Annotations of the class that replace parameters. */
export const OPENEBS_ANNOTATIONS = { kind: 'openebs.io/cas-type', config: 'cas.openebs.io/config' };
