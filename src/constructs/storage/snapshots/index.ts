export * from './cinder-snapshot-class';
export * from './driver-snapshot-classes';
export * from './snapshot-controller';
export * from './volume-snapshot';
export * from './volume-snapshot-class';
