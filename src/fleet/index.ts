export * from './fleet';
export * from './fleet-app';
