/** Access modes of a volume. */
export enum AccessMode {
  /** Read-write by pods of a single node. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** Read-only by many nodes. */
  READ_ONLY_MANY = 'ReadOnlyMany',
  /** Read-write by many nodes. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Read-write by a single pod. CSI volumes only, stable since Kubernetes 1.29; cannot be combined with other modes. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

/** Volume modes. */
export enum VolumeMode {
  /** A directory with a filesystem. */
  FILESYSTEM = 'Filesystem',
  /** A raw block device. */
  BLOCK = 'Block',
}

/** Reclaim policy: what happens to a volume when its claim is deleted. */
export enum ReclaimPolicy {
  /** The volume becomes `Released`, and its data is kept until an administrator removes it. */
  RETAIN = 'Retain',
  /** The volume and its storage are deleted. */
  DELETE = 'Delete',
  /** The volume is scrubbed and becomes available again. Deprecated; nfs and hostPath volumes only, and not allowed in a StorageClass. */
  RECYCLE = 'Recycle',
}

/** Volume binding modes of a StorageClass. */
export enum VolumeBindingMode {
  /** Binds and provisions when the claim is created, without regard to the node of the pod. */
  IMMEDIATE = 'Immediate',
  /** Binds and provisions when a pod that uses the claim is scheduled, with the topology of its node. */
  WAIT_FOR_FIRST_CONSUMER = 'WaitForFirstConsumer',
}
