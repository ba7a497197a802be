import './members';

export * from './analysis';
export * from './charts/open-stack-cluster-chart';
export * from './openstack/cloud-conf';
export * from './constructs';
export * from './releases';

// Submodules: they use the types above and no type of one another, and the types above use none of theirs.
export * as autoscaling from './constructs/workloads/autoscaling';
export * as cdi from './constructs/storage/cdi';
export * as ceph from './constructs/storage/classes/ceph';
export * as charts from './charts/component-charts';
export * as cloudConf from './constructs/openstack/cloud-config/cloud-config-file';
export * as databases from './constructs/workloads/replicated-database';
export * as fleet from './fleet';
export * as gitops from './constructs/gitops';
export * as inTree from './constructs/storage/classes/in-tree';
export * as kubeadm from './constructs/kubeadm';
export * as localVolumes from './constructs/local/volume/local-volume-node-cleanup';
export * as longhorn from './constructs/storage/classes/longhorn';
export * as manila from './constructs/openstack/manila-csi';
export * as network from './constructs/network';
export * as nfs from './constructs/storage/classes/nfs';
export * as nodes from './constructs/nodes';
export * as octavia from './constructs/workloads/octavia';
export * as openebs from './constructs/storage/classes/openebs';
export * as pods from './constructs/workloads/pod-application';
export * as snapshots from './constructs/storage/snapshots';
export * as volumes from './constructs/storage/volumes';
