export * from './analysis';
export * from './charts';
export * from './config';
export * from './constructs';
export * from './releases';
