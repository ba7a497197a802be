export * from './longhorn-storage-class';
