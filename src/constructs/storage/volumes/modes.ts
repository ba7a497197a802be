/** Who may use a volume at the same time, and how. */
export enum AccessMode {
  /** Read and write, by the pods of one node. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** Read only, from many nodes. */
  READ_ONLY_MANY = 'ReadOnlyMany',
  /** Read and write, from many nodes. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Read and write, by one pod. CSI volumes only, stable since Kubernetes 1.29; never together with another mode. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

/** What a pod sees of a volume. */
export enum VolumeMode {
  /** A directory with a filesystem. */
  FILESYSTEM = 'Filesystem',
  /** A raw device. */
  BLOCK = 'Block',
}

/** What becomes of a volume when its claim is deleted. */
export enum ReclaimPolicy {
  /** The volume and its data stay, as `Released`, until somebody removes them. */
  RETAIN = 'Retain',
  /** The volume goes, with the storage behind it. */
  DELETE = 'Delete',
  /** The volume is scrubbed and offered again. Deprecated; only nfs and hostPath volumes know it, and no StorageClass accepts it. */
  RECYCLE = 'Recycle',
}

/** When a claim gets its volume. */
export enum VolumeBindingMode {
  /** As soon as the claim exists, wherever its pod will run. */
  IMMEDIATE = 'Immediate',
  /** When a pod that uses the claim is scheduled, on storage that its node reaches. */
  WAIT_FOR_FIRST_CONSUMER = 'WaitForFirstConsumer',
}
