export * from './cinder-csi';
export * from './cinder-csi-options';
export * from './cinder-csi-props';
export * from './cloud-config';
export * from './cloud-controller';
export type { CloudControllerManagerMetrics } from './cloud-controller-manager-metrics';
export * from './cloud-controller-manager';
export * from './cloud-config-file';
export * from './ca-certificate';
