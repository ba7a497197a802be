/*
 * Parameters of StorageClasses and VolumeSnapshotClasses that the CSI sidecars read.
 * Sources: kubernetes-csi/external-provisioner pkg/controller/controller.go (removePrefixedParameters, getSecretReference) and
 * kubernetes-csi/external-snapshotter pkg/utils/util.go.
 */
import { SecretCall } from './driver';

/** Prefix of parameter names that are reserved for the sidecars. */
export const RESERVED = 'csi.storage.k8s.io/';

/** Parameter with the filesystem type of new volumes. */
export const FSTYPE = 'csi.storage.k8s.io/fstype';

const CALLS: readonly SecretCall[] = [
  'provisioner', 'controller-publish', 'controller-expand', 'controller-modify', 'node-stage', 'node-publish', 'node-expand',
];
const SNAPSHOT_CALLS = ['snapshotter', 'snapshotter-list', 'group-snapshotter', 'group-snapshotter-list', 'group-snapshotter-get'];

/** The two parameters that name the Secret of a CSI call. */
export function secretNames(call: string): { readonly name: string; readonly namespace: string } {
  return { name: `${RESERVED}${call}-secret-name`, namespace: `${RESERVED}${call}-secret-namespace` };
}

const ofCalls = (calls: readonly string[]) => calls.flatMap((call) => Object.values(secretNames(call)));

/** Sidecar parameters of a StorageClass. */
export const CLASS_PARAMETERS: readonly string[] = [FSTYPE, ...ofCalls(CALLS)];

/** Sidecar parameters of a VolumeSnapshotClass. */
export const SNAPSHOT_CLASS_PARAMETERS: readonly string[] = ofCalls(SNAPSHOT_CALLS);

/** The counterpart of a Secret parameter: the namespace for a name, and vice versa. Undefined for other parameters. */
export function otherHalf(parameter: string): string | undefined {
  const match = /^(csi\.storage\.k8s\.io\/.*secret-)(name|namespace)$/.exec(parameter);
  return match ? `${match[1]}${match[2] === 'name' ? 'namespace' : 'name'}` : undefined;
}
