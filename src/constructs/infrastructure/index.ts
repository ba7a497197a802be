export * from './join-discovery';
export * from './kubeadm-api';
export * from './kubeadm-config';
export * from './kubeadm-options';
export * from './output-file';
export * from './output-files';
