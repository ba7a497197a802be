export * from './data-volume';
export * from './data-volume-props';
export * from './data-volume-source';
export * from './data-volume-source-props';
