export * from './cloud-config';
export * from './cloud-config-file';
export * from './ca-certificate';
