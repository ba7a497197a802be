export * from './ceph-bucket-storage-class';
export * from './ceph-fs-storage-class';
export * from './ceph-nfs-storage-class';
export * from './ceph-nvmeof-storage-class';
export * from './ceph-rbd-storage-class';
