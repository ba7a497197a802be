export * from './release';
export * from './release-fix';
