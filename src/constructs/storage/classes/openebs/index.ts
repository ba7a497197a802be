export * from './open-ebs-host-path-storage-class';
export * from './open-ebs-lvm-storage-class';
export * from './open-ebs-mayastor-storage-class';
export * from './open-ebs-zfs-storage-class';
