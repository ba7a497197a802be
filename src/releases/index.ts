export * from './release';
export * from './release-fix';
export * from './local-static-release';
export * from './local-path-release';
export * from './provisioner-release-options';
