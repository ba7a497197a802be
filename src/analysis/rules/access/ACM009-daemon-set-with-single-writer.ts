import { Rule } from '../rule';
import { binds, isPinned, isShared, uses } from '../shared/uses';
import { claimTitle } from '../view/claims';

export const ACM009: Rule = {
  id: 'ACM009',
  severity: 'warning',
  title: 'A DaemonSet uses a claim for one node',
  why: 'Every node runs one of the pods, and all of them name the same claim. Only the first node gets the volume.',
  fix: 'Use an ephemeral volume or a hostPath for data of the node, or a claim with ReadWriteMany or ReadOnlyMany.',
  source: 'pkg/volume/util IsMultiAttachAllowed',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: web, namespace: shop}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: "nginx:1.29", volumeMounts: [{name: data, mountPath: /data}]}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: web, namespace: shop}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: "nginx:1.29", volumeMounts: [{name: data, mountPath: /data}]}]
          volumes: [{name: data, hostPath: {path: /var/cache/web, type: DirectoryOrCreate}}]
  `,
  expects: 'DaemonSet/web spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim, path } = use;
      if (pod.item.kind !== 'DaemonSet' || !isShared(use) || isPinned(pod) || view.inventory.nodes.length === 1 || binds(view, claim) === 'none') continue;
      yield { on: pod.item, path, message: `the pods of all nodes share ${claimTitle(claim)}, which one node at a time can have.` };
    }
  },
};
