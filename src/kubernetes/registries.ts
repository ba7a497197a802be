/* Registries that Kubernetes and its projects left. Source: https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/. */
import { Minor } from './minor';

/** Retired registries and their replacements. */
export const MOVED_IMAGES: ReadonlyArray<readonly [from: RegExp, what: string, to: string]> = [
  [/^(docker\.io\/)?k8scloudprovider\//, 'has no images of cloud-provider-openstack after 1.23', 'registry.k8s.io/provider-os'],
  [/^quay\.io\/k8scsi\//, 'no longer receives CSI sidecars', 'registry.k8s.io/sig-storage'],
  [/^quay\.io\/external_storage\/local-volume-provisioner/, 'has no local volume provisioner after 2.5',
    'registry.k8s.io/sig-storage/local-volume-provisioner'],
  [/^quay\.io\/external_storage\//, 'is closed', 'registry.k8s.io/sig-storage'],
  [/^(k8s\.gcr\.io|gcr\.io\/google[-_]containers)\//, 'is frozen since April 2023', 'registry.k8s.io'],
];

/** First minor that needs nothing from there; older ones may need releases that only the old registries hold. */
export const IMAGES_MOVED_BEFORE: Minor = '1.26';
