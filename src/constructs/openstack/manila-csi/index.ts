export * from '../../storage/classes/manila/manila-storage-class';
export * from './manila-csi';
export * from './props';
