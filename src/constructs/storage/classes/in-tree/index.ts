export * from './in-tree-storage-class';
export * from '../../volumes/in-tree-volume-source';
export * from '../../volumes/in-tree-volume-source-props';
