export * from './manila-csi';
export * from './props';
