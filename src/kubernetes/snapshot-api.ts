/*
 * Versions of the snapshot API. The external-snapshotter ships its CRDs, and each of its releases supports a range of Kubernetes minors.
 * Source: README.md and CHANGELOG of kubernetes-csi/external-snapshotter 1.0, 2.0 and 4.0.
 */
import { isAtLeast } from './minor';

export type SnapshotVersion = 'v1' | 'v1beta1' | 'v1alpha1';

/** The newest version of snapshot.storage.k8s.io that the external-snapshotter serves on a minor. */
export function snapshotVersion(kubernetesVersion: string): SnapshotVersion {
  if (isAtLeast(kubernetesVersion, '1.20')) return 'v1';
  return isAtLeast(kubernetesVersion, '1.17') ? 'v1beta1' : 'v1alpha1';
}
