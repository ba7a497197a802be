import { notBoth } from './support/combinations';
import { ALL_NODES, Combination, driver } from './support/driver';
import { NEWEST_RELEASE } from './support/releases';
import { flag, jsonMap, list, matching, oneOf, text } from './support/values';

/** Suffix of a driver name, after the protocol. */
export const MANILA_DRIVER = 'manila.csi.openstack.org';

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
