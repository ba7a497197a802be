export * from './analysis';
export * from './charts';
export * from './openstack/cloud-conf';
export * from './constructs';
export * from './releases';

// Submodules: they use the types above and no type of one another, and the types above use none of theirs.
export * as autoscaling from './constructs/workloads/autoscaling';
export * as cdi from './constructs/storage/cdi';
export * as ceph from './constructs/storage/classes/ceph';
export * as inTree from './constructs/storage/classes/in-tree';
export * as kubeadm from './constructs/kubeadm';
export * as longhorn from './constructs/storage/classes/longhorn';
export * as network from './constructs/network';
export * as nfs from './constructs/storage/classes/nfs';
export * as nodes from './constructs/nodes';
export * as octavia from './constructs/workloads/octavia';
export * as openebs from './constructs/storage/classes/openebs';
