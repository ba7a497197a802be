export * from './nfs-storage-class';
