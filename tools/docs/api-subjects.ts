import { Type } from './api-assembly';

/** A page of docs/api/. */
export interface Subject {
  /** Name of the page's file. */
  readonly page: string;
  readonly title: string;
  readonly about: string;
  /** Files whose types are on the page, as the start of their path below src/. */
  readonly files: string[];
}

/** The types of the root, by subject; the first subject that fits takes a type, and the last one takes the rest. */
const ROOT: Subject[] = [
  { page: 'cluster-chart', title: 'Cluster chart', about: 'All components of a cluster as one chart', files: ['charts/'] },
  {
    page: 'cloud-config',
    title: 'Cloud config',
    about: 'cloud.conf, its Secret, its CA certificate, and secrets in it',
    files: ['openstack/', 'constructs/openstack/cloud-config/'],
  },
  {
    page: 'cloud-controller-manager',
    title: 'Cloud controller manager',
    about: 'The OpenStack cloud controller manager',
    files: ['constructs/openstack/cloud-controller-manager/'],
  },
  {
    page: 'cinder',
    title: 'Cinder',
    about: 'The Cinder CSI driver and its classes',
    files: ['constructs/openstack/cinder-csi/', 'constructs/storage/classes/cinder/'],
  },
  {
    page: 'local',
    title: 'Local storage',
    about: 'Local volume and local path provisioners, their classes and releases',
    files: ['constructs/local/', 'constructs/storage/classes/local/', 'releases/local-'],
  },
  {
    page: 'classes',
    title: 'Storage classes',
    about: 'StorageClass, and the class of Manila',
    files: ['constructs/storage/classes/', 'constructs/storage/snapshots/'],
  },
  { page: 'volumes-and-claims', title: 'Volumes and claims', about: 'PersistentVolume and PersistentVolumeClaim', files: ['constructs/storage/'] },
  { page: 'workloads', title: 'Workloads', about: 'Applications that mount claims', files: ['constructs/workloads/'] },
  { page: 'analysis', title: 'Analysis', about: 'Storage plans, findings, and the validation plugin', files: ['analysis/', 'core/severity'] },
  {
    page: 'clusters-and-pods',
    title: 'Clusters, releases, pods',
    about: 'What all components share: the cluster, upstream releases, names, images, pod options, files, advice',
    files: [''],
  },
];

const SUBMODULES: { readonly [namespace: string]: Pick<Subject, 'title' | 'about'> } = {
  autoscaling: { title: 'HorizontalPodAutoscaler', about: 'Autoscalers, their metrics and targets' },
  cdi: { title: 'Containerized Data Importer', about: 'DataVolumes: claims that KubeVirt\'s importer fills' },
  ceph: { title: 'Ceph', about: 'Classes of Ceph-CSI and Rook: RBD, CephFS, NFS, NVMe-oF, buckets' },
  charts: { title: 'Charts', about: 'Single components as charts' },
  cloudConf: { title: 'cloud.conf as text', about: 'A cloud config whose file is given as text' },
  databases: { title: 'Databases', about: 'A replicated PostgreSQL' },
  fleet: { title: 'Many clusters', about: 'FleetApp and Fleet: many clusters in one process, and only those that changed' },
  gitops: { title: 'GitOps', about: 'Applications of Argo CD, Kustomizations of Flux' },
  inTree: { title: 'In-tree volume plugins', about: 'Classes and volumes of plugins inside Kubernetes, most of them removed by now' },
  kubeadm: { title: 'kubeadm', about: 'Files for kubeadm init and kubeadm join' },
  localVolumes: { title: 'Node cleanup', about: 'The controller that deletes local volumes of nodes that no longer exist' },
  longhorn: { title: 'Longhorn', about: 'The class of Longhorn' },
  manila: { title: 'Manila', about: 'The Manila CSI driver and the class of its shares' },
  network: { title: 'Network', about: 'Security groups with the ports of a cluster, and network plugins' },
  nfs: { title: 'NFS', about: 'The class of csi-driver-nfs' },
  nodes: { title: 'Nodes', about: 'cloud-init for servers that become nodes' },
  octavia: { title: 'Octavia', about: 'Services of type LoadBalancer, with Octavia\'s annotations' },
  openebs: { title: 'OpenEBS', about: 'Classes of OpenEBS: hostpath, LVM, ZFS, Mayastor' },
  pods: { title: 'Pods', about: 'A pod that mounts claims, without a controller' },
  snapshots: { title: 'Snapshots', about: 'VolumeSnapshot, its classes, and the snapshot controller' },
  volumes: { title: 'Volumes that exist', about: 'Volumes bound to their claims beforehand, and VolumeAttributesClass' },
};

/** The subjects with their types, in the order of the index. */
export function bySubject(types: Type[]): Array<Subject & { readonly namespace?: string; readonly types: Type[] }> {
  const root = types.filter(({ namespace }) => namespace === undefined);
  const subjectOf = new Map(root.map(({ fqn, locationInModule }) => (
    [fqn, ROOT.find(({ files }) => files.some((start) => locationInModule.filename.startsWith(`src/${start}`)))])));
  const namespaces = [...new Set(types.flatMap(({ namespace }) => namespace ?? []))].sort();
  const unknown = namespaces.find((namespace) => !SUBMODULES[namespace]);
  if (unknown) throw new Error(`the submodule ${unknown} has no title in api-subjects.ts`);
  return [
    ...ROOT.map((subject) => ({ ...subject, types: root.filter((type) => subjectOf.get(type.fqn) === subject) })),
    ...namespaces.map((namespace) => (
      { ...SUBMODULES[namespace], page: namespace, namespace, files: [], types: types.filter((type) => type.namespace === namespace) })),
  ].filter((subject) => subject.types.length > 0);
}
