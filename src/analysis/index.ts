export * from './check/finding';
export * from './options';
export * from './plan/results';
export * from './check/storage-analysis';
export * from './plan/storage-plan';
export * from './check/storage-validation';
