/** Client that mounts a CephFS volume. */
export enum CephFsMounter {
  /** The kernel. */
  KERNEL = 'kernel',
  /** ceph-fuse. */
  FUSE = 'fuse',
}
