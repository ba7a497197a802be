export * from './volume/block-cleaner';
export * from './volume/local-volume-class';
export * from './volume/local-volume-provisioner';
export * from './volume/local-volume-provisioner-props';
export * from './path/local-path-class';
export * from './path/local-path-provisioner';
export * from './path/local-path-provisioner-props';
export * from './path/local-path-storage';
