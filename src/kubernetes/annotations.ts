/* Annotations with a meaning. Source: https://kubernetes.io/docs/reference/labels-annotations-taints/. */

/** The manifest of the last `kubectl apply`. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Annotation of a volume: the provisioner that created it, and so deletes it. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/** Annotation of a volume: the CSI driver that took over from its in-tree plugin. */
export const MIGRATED_TO = 'pv.kubernetes.io/migrated-to';

/** Annotation of a claim whose binding is complete. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';

/** Annotation of a claim or volume that the controller bound. */
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';

/** Annotation of a claim: the node that the scheduler chose for its pod. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Annotations of a claim or volume for its class, from before spec.storageClassName. */
export const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
export const ALPHA_CLASS = 'volume.alpha.kubernetes.io/storage-class';

/** Annotation of a volume for its mount options, from before spec.mountOptions. */
export const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

/** Annotation of the VolumeSnapshotClass that snapshots without a class get. */
export const DEFAULT_SNAPSHOT_CLASS = 'snapshot.storage.kubernetes.io/is-default-class';

/** Annotations that controllers and kubectl write, and nobody else should. */
export const WRITTEN_BY_CONTROLLERS: readonly string[] = [
  BIND_COMPLETED, BOUND_BY_CONTROLLER, SELECTED_NODE, 'deployment.kubernetes.io/revision', LAST_APPLIED,
];

/** Annotation of a Service for its source ranges, from before spec.loadBalancerSourceRanges. */
export const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** Annotation of a VolumeSnapshotContent: its snapshot may be restored into a volume of another volume mode. */
export const VOLUME_MODE_CHANGE = 'snapshot.storage.kubernetes.io/allow-volume-mode-change';
