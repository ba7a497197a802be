export * from './output-file';
export * from './output-files';
