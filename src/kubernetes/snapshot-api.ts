/*
 * Versions of the snapshot API. The external-snapshotter ships its CRDs, and each of its releases supports a range of Kubernetes minors.
 * Source: README.md and CHANGELOG of kubernetes-csi/external-snapshotter 1.0, 2.0, 4.0 and 6.0.
 */
import { isAtLeast, Minor } from './minor';
import { own } from '../core/fields';

export type SnapshotVersion = 'v1' | 'v1beta1' | 'v1alpha1';

/** The newest version of snapshot.storage.k8s.io that the external-snapshotter serves on a minor. */
export function snapshotVersion(kubernetesVersion: string): SnapshotVersion {
  if (isAtLeast(kubernetesVersion, '1.20')) return 'v1';
  return isAtLeast(kubernetesVersion, '1.17') ? 'v1beta1' : 'v1alpha1';
}

const GROUP = 'snapshot.storage.k8s.io';
/** First minors for which the CRDs do not serve a version: v1beta1 ended with external-snapshotter 6.0, v1alpha1 with 2.0. */
const ENDED: { readonly [version: string]: Minor } = { v1beta1: '1.24', v1alpha1: '1.17' };

/** Why the CRDs of a minor do not serve the version of a snapshot object, with the fix; undefined if they do. */
export function servedSnapshotVersion(
  { apiVersion }: { readonly apiVersion: string }, kubernetes: Minor,
): { readonly message: string; readonly fix: string } | undefined {
  const [group, version] = apiVersion.split('/');
  if (group !== GROUP) return undefined;
  const newest = snapshotVersion(kubernetes);
  const ended = own(ENDED, version);
  const isKnown = ended !== undefined || version === 'v1';
  if (isKnown && (version === 'v1' ? newest === 'v1' : !isAtLeast(kubernetes, ended!))) return undefined;
  return { message: `the snapshot CRDs for Kubernetes ${kubernetes} do not serve ${apiVersion}.`, fix: `Write apiVersion: ${GROUP}/${newest}.` };
}
