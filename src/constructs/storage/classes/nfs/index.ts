export * from './nfs-node-driver';
export * from './nfs-storage-class';
