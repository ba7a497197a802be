import { Rule } from '../rule';
import { surges } from '../shared/surge';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';
import { claimTitle } from '../view/claims';

export const ACM002: Rule = {
  id: 'ACM002',
  severity: 'warning',
  title: 'A rolling update starts the new pod while the old one holds the volume',
  why: 'The default strategy of a Deployment starts the new pod before it ends the old one. If the new one lands on another node it waits for the volume, which the old one keeps until the '
    + 'new one is ready: the update hangs.',
  fix: 'Set strategy.type: Recreate, or rollingUpdate.maxSurge: 0.',
  source: 'pkg/controller/volume/attachdetach/reconciler attachDesiredVolumes',
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
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      replicas: 1
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
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      replicas: 1
      strategy: {type: Recreate}
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: "nginx:1.29", volumeMounts: [{name: data, mountPath: /data}]}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
  `,
  expects: 'Deployment/web spec.strategy',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim } = use;
      if (pod.item.kind !== 'Deployment' || !isShared(use) || isPinned(pod) || !surges(pod.item) || view.mostReplicas(pod.item) !== 1) continue;
      if (view.inventory.nodes.length === 1 || binds(view, claim) !== 'attach' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
      yield { on: pod.item, path: 'spec.strategy', message: `on an update the new pod may wait on another node for ${claimTitle(claim)}, which the old pod still holds.` };
    }
  },
};
