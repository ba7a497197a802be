export * from './block-cleaner';
export * from './local-volume-class';
export * from './local-volume-node-cleanup';
export * from './local-volume-provisioner';
export * from './local-volume-provisioner-props';
