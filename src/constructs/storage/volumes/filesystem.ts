/** A filesystem that nodes make on a volume. Which of them a driver knows, its documentation says; others are refused. */
export enum Filesystem {
  /** ext2. */
  EXT2 = 'ext2',
  /** ext3. */
  EXT3 = 'ext3',
  /** ext4. */
  EXT4 = 'ext4',
  /** XFS. */
  XFS = 'xfs',
  /** Btrfs. */
  BTRFS = 'btrfs',
  /** A dataset of ZFS. */
  ZFS = 'zfs',
}
