export * from './join-discovery';
export * from './kubeadm-api';
export * from './kubeadm-config';
export * from './kubeadm-config-props';
export * from './kubeadm-options';
export * from './recycler-pod-template';
