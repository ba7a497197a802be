export * from './node-setup';
export * from './node-setup-props';
export * from './package-repository';
