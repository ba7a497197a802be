export * from './options';
export * from './results';
export * from './storage-plan';
