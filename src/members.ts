/* Closes the enums of every module that src/index.ts exports. */
import * as analysis from './analysis';
import * as charts from './charts/component-charts';
import * as openStackClusterChart from './charts/open-stack-cluster-chart';
import * as constructs from './constructs';
import * as kubeadm from './constructs/kubeadm';
import * as network from './constructs/network';
import * as nodes from './constructs/nodes';
import * as cdi from './constructs/storage/cdi';
import * as ceph from './constructs/storage/classes/ceph';
import * as inTree from './constructs/storage/classes/in-tree';
import * as longhorn from './constructs/storage/classes/longhorn';
import * as nfs from './constructs/storage/classes/nfs';
import * as openebs from './constructs/storage/classes/openebs';
import * as snapshots from './constructs/storage/snapshots';
import * as volumes from './constructs/storage/volumes';
import * as autoscaling from './constructs/workloads/autoscaling';
import * as octavia from './constructs/workloads/octavia';
import * as pods from './constructs/workloads/pod-application';
import * as databases from './constructs/workloads/replicated-database';
import { closeMembers } from './core/members';
import * as cloudConf from './openstack/cloud-conf';
import * as releases from './releases';

closeMembers(
  analysis, openStackClusterChart, cloudConf, constructs, releases, autoscaling, cdi, ceph, charts, databases,
  inTree, kubeadm, longhorn, network, nfs, nodes, octavia, openebs, pods, snapshots,
  volumes,
);
