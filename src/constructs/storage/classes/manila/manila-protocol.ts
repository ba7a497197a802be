/** Protocols of Manila shares. */
export enum ManilaProtocol {
  /** NFS. */
  NFS = 'nfs',
  /** CephFS. */
  CEPHFS = 'cephfs',
}
