export * from './cloud-config';
