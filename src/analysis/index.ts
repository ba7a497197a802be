export * from './finding';
export * from './options';
export * from './results';
export * from './storage-analysis';
export * from './storage-plan';
export * from './storage-validation';
