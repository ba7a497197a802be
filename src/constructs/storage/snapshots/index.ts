export * from './snapshot-controller';
export * from './volume-snapshot';
