/*
 * What the sidecars of CSI read from classes, before any driver does.
 * Sources: kubernetes-csi/external-provisioner pkg/controller/controller.go (removePrefixedParameters, getSecretReference) and
 * kubernetes-csi/external-snapshotter pkg/utils/util.go.
 */
import { SecretCall } from './driver';

/** Beginning of the names that belong to the sidecars. */
export const RESERVED = 'csi.storage.k8s.io/';

/** The filesystem of new volumes. */
export const FSTYPE = 'csi.storage.k8s.io/fstype';

const CALLS: readonly SecretCall[] = [
  'provisioner', 'controller-publish', 'controller-expand', 'controller-modify', 'node-stage', 'node-publish', 'node-expand',
];
const SNAPSHOT_CALLS = ['snapshotter', 'snapshotter-list', 'group-snapshotter', 'group-snapshotter-list', 'group-snapshotter-get'];

/** The two parameters that name the Secret of a call. */
export function secretNames(call: string): { readonly name: string; readonly namespace: string } {
  return { name: `${RESERVED}${call}-secret-name`, namespace: `${RESERVED}${call}-secret-namespace` };
}

const ofCalls = (calls: readonly string[]) => calls.flatMap((call) => Object.values(secretNames(call)));

/** What the sidecars know in a StorageClass. */
export const CLASS_PARAMETERS: readonly string[] = [FSTYPE, ...ofCalls(CALLS)];

/** What the sidecars know in a VolumeSnapshotClass. */
export const SNAPSHOT_CLASS_PARAMETERS: readonly string[] = ofCalls(SNAPSHOT_CALLS);

/** The other half of a parameter that names a Secret. Undefined for other parameters. */
export function otherHalf(parameter: string): string | undefined {
  const match = /^(csi\.storage\.k8s\.io\/.*secret-)(name|namespace)$/.exec(parameter);
  return match ? `${match[1]}${match[2] === 'name' ? 'namespace' : 'name'}` : undefined;
}
