/* Rights that a run does not use, and why they are given all the same. The first row that matches says it; what no row matches fails where rights are meant to be least. */

interface Row { readonly role: RegExp; readonly resources: RegExp; readonly verbs: RegExp; readonly why: string }

const CCM = /^system:cloud-controller-manager$/;
const SIDECARS = /^csi-(attacher|provisioner|snapshotter|resizer)-role$/;
const LOCAL_PATH = /^local-path-provisioner-role$/;
const LOCAL_STATIC = /^local-storage-provisioner-node-clusterrole$/;
const SNAPSHOTS = /^snapshot-controller-(runner|leaderelection)$/;

export const UNUSED: readonly Row[] = [
  { role: CCM, resources: /^events$/, verbs: /^patch$/, why: 'an event that comes again' },
  { role: CCM, resources: /^nodes$/, verbs: /^(get|patch)$/, why: 'taints and labels of nodes that change, and conflicts when they are initialised' },
  { role: CCM, resources: /^services(\/status)?$/, verbs: /^patch$/, why: 'load balancers, which the stand-in of Octavia does not have' },
  { role: /./, resources: /^leases\.coordination/, verbs: /^(watch|list|delete)$/, why: 'as upstream ships it: the election gets, creates and updates' },
  {
    role: SIDECARS,
    resources: /^(nodes|pods|persistentvolumeclaims)$|^(csinodes|volumeattachments|storageclasses)\.storage/,
    verbs: /^(get|list|watch)$/,
    why: 'as upstream ships it: read from the cache of a watch, or only by features that are off',
  },
  { role: SIDECARS, resources: /^events$/, verbs: /^(list|watch|update)$/, why: 'as upstream ships it: events are created and patched' },
  { role: SIDECARS, resources: /^secrets$/, verbs: /^(get|list|watch)$/, why: 'asked for with secretsRbac, and no class of this run names a Secret' },
  { role: /^csi-provisioner-role$/, resources: /^volumesnapshots\.snapshot/, verbs: /^list$/, why: 'as upstream ships it' },
  { role: /^csi-snapshotter-role$/, resources: /^volumesnapshot(classes|contents)\.snapshot/, verbs: /^(get|create|update|delete)$/, why: 'as upstream ships it: contents are patched' },
  { role: /^csi-nodeplugin-role$/, resources: /^events$/, verbs: /./, why: 'as upstream ships it: no node plugin of this run had something to tell' },
  { role: SNAPSHOTS, resources: /^volumegroupsnapshot/, verbs: /./, why: 'groups of snapshots, a feature that is off' },
  { role: LOCAL_PATH, resources: /^pods\/log$/, verbs: /./, why: 'the log of a helper pod, which no kubelet of this run has' },
  { role: LOCAL_PATH, resources: /./, verbs: /^(get|list|watch|patch|update)$/, why: 'as upstream ships it: read from the cache of a watch, events that come again' },
  { role: LOCAL_STATIC, resources: /^(persistentvolumes|storageclasses\.storage\.k8s\.io)$/, verbs: /^get$/, why: 'as upstream ships it: read from the cache of a watch' },
  { role: LOCAL_STATIC, resources: /^events(\.events\.k8s\.io)?$/, verbs: /./, why: 'as upstream ships it: no provisioner of this run had something to tell' },
  { role: SNAPSHOTS, resources: /./, verbs: /./, why: 'as upstream ships it: events that come again, snapshots without content, distributed snapshotting' },
];
