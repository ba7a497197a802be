import { CSI_ONE_NODE, driver, HOSTNAME } from './support/driver';
import { flag, labelKey, matching, text } from './support/values';

export const LOCAL_PATH_PROVISIONER = 'rancher.io/local-path';

/** Kinds of volumes; the program reads them in any case. */
export const LOCAL_PATH_VOLUME_TYPES = ['hostPath', 'local'];

/** What the program reads from annotations of the class. */
export const LOCAL_PATH_VOLUME_TYPE = 'defaultVolumeType';

/** Parameters that the program takes from an annotation of the same name too, where the parameter is not there. */
export const LOCAL_PATH_ALSO_ANNOTATIONS = ['userPattern', 'groupPattern', 'permPattern', 'allowUnsafePathPattern'];

export const LOCAL_PATH = driver({
  title: 'the local-path provisioner',
  names: [{ name: LOCAL_PATH_PROVISIONER }],
  source: 'https://github.com/rancher/local-path-provisioner#storage-classes',
  releases: { of: 'local-path-provisioner', newest: 'v0.0.37' },
  csi: false,
  parameters: {
    nodePath: { type: matching(/^\/(?!.*\.\.)/, 'an absolute path such as "/opt/local-path-provisioner"'), since: 'v0.0.24' },
    pathPattern: { type: text(), default: '{{.PVName}}_{{.PVC.Namespace}}_{{.PVC.Name}}', since: 'v0.0.27' },
    allowUnsafePathPattern: { type: flag(), default: 'false', since: 'v0.0.34' },
    nodeAffinityKey: { type: labelKey(), default: HOSTNAME, since: 'v0.0.35' },
    userPattern: { type: text(), since: 'v0.0.37' },
    groupPattern: { type: text(), since: 'v0.0.37' },
    permPattern: { type: text(), since: 'v0.0.37' },
  },
  unknown: 'ignored',
  capabilities: {
    filesystemModes: CSI_ONE_NODE,
    blockModes: [],
    expansion: false,
    snapshots: false,
    clones: false,
    mountOptions: false,
    attributesClasses: false,
    topologyKeys: [HOSTNAME],
  },
  refine: ({ parameters }) => parameters.nodeAffinityKey === undefined ? {} : { topologyKeys: [parameters.nodeAffinityKey] },
  boundTo: 'node',
  storageProfile: [],
});
