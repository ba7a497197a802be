import { notBoth } from './support/combinations';
import { ALL_NODES, Combination, driver } from './support/driver';
import { compareReleases } from './support/releases';
import { flag, jsonMap, list, matching, oneOf, text } from './support/values';
import { NEWEST_RELEASE } from '../kubernetes/minor';

/** Suffix of a driver name, after the protocol. */
const MANILA_DRIVER = 'manila.csi.openstack.org';

/** Topology key of the driver: the availability zone of the server. */
export const MANILA_ZONE = 'topology.manila.csi.openstack.org/zone';

/** Start of the label of ClusterRoles whose rules a ClusterRole of the driver aggregates. */
export const MANILA_AGGREGATES = 'rbac.manila.csi.openstack.org/aggregate-to-';

/** Folder below the kubelet's `plugins` with the socket of the driver that mounts the shares of a protocol: csi-driver-nfs and ceph-csi. */
export const MANILA_FORWARDS_TO: { readonly [protocol: string]: string } = { nfs: 'csi-nfsplugin', cephfs: 'cephfs.csi.ceph.com' };

const PROTOCOLS = Object.keys(MANILA_FORWARDS_TO);

/** The driver of a protocol: one binary that registers under one name per protocol. */
export function manilaDriver(protocol: string): string {
  return `${protocol}.${MANILA_DRIVER}`;
}

/** Rejects parameters of one protocol in a class of the other. */
const ofProtocol: Combination = ({ parameters, provisioner = '' }, name) => {
  const protocol = PROTOCOLS.find((one) => provisioner === manilaDriver(one));
  const strange = Object.keys(parameters).find((parameter) => PROTOCOLS.some((one) => one !== protocol && parameter.startsWith(`${one}-`)));
  return protocol && strange ? {
    at: name(strange),
    problem: `applies to ${strange.split('-')[0]} shares only, but the protocol is ${protocol}`,
  } : undefined;
};

/** First release whose node service takes several access rules; those before read only `shareAccessID`, and cannot mount without it. */
const SEVERAL_RULES_SINCE = '1.35';

/** The attribute with the access rules of a pre-provisioned share; undefined if the release cannot use so many. */
export function accessAttribute(rules: readonly string[], release: string): { readonly [attribute: string]: string } | undefined {
  if (compareReleases(release, SEVERAL_RULES_SINCE) >= 0) return { shareAccessIDs: rules.join(',') };
  return rules.length === 1 ? { shareAccessID: rules[0] } : undefined;
}

const namesShare: Combination = ({ parameters: { shareID, shareName } }) => {
  if (shareID !== undefined && shareName !== undefined) return { at: 'shareName', problem: 'and shareID exclude each other' };
  return shareID === undefined && shareName === undefined ? { at: 'shareID', problem: 'or shareName is required: neither is set' } : undefined;
};

const namesAccess: Combination = ({ parameters: { shareAccessID, shareAccessIDs }, release = NEWEST_RELEASE }) => {
  if (compareReleases(release, SEVERAL_RULES_SINCE) < 0) {
    return shareAccessID === undefined ? { at: 'shareAccessID', problem: `is missing: the driver of ${release} cannot mount the share without it` }
      : undefined;
  }
  if (shareAccessID !== undefined && shareAccessIDs !== undefined) return { at: 'shareAccessIDs', problem: 'and shareAccessID exclude each other' };
  return shareAccessID === undefined && shareAccessIDs === undefined ? {
    at: 'shareAccessIDs',
    problem: 'or shareAccessID is required: '
    + 'neither is set',
  } : undefined;
};

const waitsForPod: Combination = ({ parameters, volumeBindingMode }, name) => {
  return parameters.autoTopology === 'true' && volumeBindingMode !== 'WaitForFirstConsumer'
    ? { at: name('autoTopology'), problem: 'needs volumeBindingMode WaitForFirstConsumer: with Immediate no node is selected' } : undefined;
};

export const MANILA = driver({
  title: 'the Manila CSI driver',
  names: [...PROTOCOLS.map((protocol) => ({ name: manilaDriver(protocol) })), { name: MANILA_DRIVER }],
  source: 'https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/manila-csi-plugin/using-manila-csi-plugin.md',
  releases: { of: 'cloud-provider-openstack', newest: NEWEST_RELEASE },
  csi: true,
  parameters: {
    'type': { type: text(), default: 'default', mistakes: ['shareType'] },
    'shareNetworkID': { type: text() },
    'availability': { type: text(), since: '1.18', mistakes: ['zone', 'az'] },
    'autoTopology': { type: flag(), default: 'false', since: '1.25' },
    'groupID': { type: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID'), since: '1.32' },
    'affinity': { type: list(), since: '1.32' },
    'antiAffinity': { type: list(), since: '1.32' },
    'appendShareMetadata': { type: jsonMap(), since: '1.20' },
    'cephfs-mounter': { type: oneOf('kernel', 'fuse'), default: 'fuse' },
    'cephfs-clientID': { type: text(), since: '1.22' },
    'cephfs-kernelMountOptions': { type: text(), since: '1.22' },
    'cephfs-fuseMountOptions': { type: text(), since: '1.22' },
    'nfs-shareClient': { type: text(), default: '0.0.0.0/0' },
  },
  volumeAttributes: {
    'shareID': { type: text() },
    'shareName': { type: text() },
    'shareAccessID': { type: text() },
    'shareAccessIDs': { type: text(), since: SEVERAL_RULES_SINCE },
    'cephfs-mounter': { type: oneOf('kernel', 'fuse'), default: 'fuse' },
    'cephfs-kernelMountOptions': { type: text(), since: '1.22' },
    'cephfs-fuseMountOptions': { type: text(), since: '1.22' },
  },
  attributeCombinations: [namesShare, namesAccess],
  // A class of snapshots has no parameters of its own; CreateSnapshot reads the credentials from its Secret.
  snapshotParameters: {},
  snapshotSecret: true,
  unknown: 'ignored',
  combinations: [ofProtocol, notBoth('autoTopology', 'availability'), waitsForPod],
  secrets: ['provisioner', 'controller-expand', 'node-stage', 'node-publish'],
  capabilities: {
    filesystemModes: ALL_NODES,
    blockModes: [],
    expansion: true,
    snapshots: true,
    clones: false,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [MANILA_ZONE],
  },
  storageProfile: [],
});
