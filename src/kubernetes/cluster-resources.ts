/**
 * The resources of a live cluster that storage depends on, as `kubectl api-resources -o name` prints them. Secrets and ConfigMaps are not among
 * them, nor are workloads whose pods exist already: StatefulSets create pods and claims one after the other, CronJobs later.
 */
export const CLUSTER_RESOURCES: readonly string[] = [
  'nodes', 'namespaces', 'persistentvolumes', 'persistentvolumeclaims', 'pods', 'limitranges', 'resourcequotas',
  ...['storageclasses', 'csidrivers', 'csinodes', 'csistoragecapacities', 'volumeattributesclasses'].map((name) => `${name}.storage.k8s.io`),
  ...['volumesnapshots', 'volumesnapshotcontents', 'volumesnapshotclasses'].map((name) => `${name}.snapshot.storage.k8s.io`),
  'statefulsets.apps', 'cronjobs.batch', 'priorityclasses.scheduling.k8s.io', 'runtimeclasses.node.k8s.io', 'datavolumes.cdi.kubevirt.io', 'storageprofiles.cdi.kubevirt.io',
];
