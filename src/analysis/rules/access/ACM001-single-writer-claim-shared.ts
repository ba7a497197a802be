import { Rule } from '../rule';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';
import { count } from '../shared/words';
import { claimTitle } from '../view/claims';

export const ACM001: Rule = {
  id: 'ACM001',
  severity: 'error',
  title: 'Several pods share a claim for one node',
  why: 'All replicas name the same claim, and a ReadWriteOnce volume is attached to one node. A replica on another node hangs in ContainerCreating with "Multi-Attach error". On storage that '
    + 'lives on a node the replicas are all brought there instead.',
  fix: 'Use a StatefulSet with a claim template, or storage that can do ReadWriteMany.',
  source: 'pkg/controller/volume/attachdetach/reconciler and pkg/volume/util IsMultiAttachAllowed',
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
      replicas: 3
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
  expects: 'Deployment/web spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim, path } = use;
      const replicas = pod.replicas ?? 0;
      if (!isShared(use) || replicas < 2 || view.scaler(pod.item) || isPinned(pod) || view.inventory.nodes.length === 1) continue;
      const hold = binds(view, claim);
      if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
      const effect = hold === 'attach' ? 'which can be attached to one node only' : 'which lives on one node, so that all of them have to run there';
      yield { on: pod.item, path, severity: hold === 'attach' ? undefined : 'warning', message: `${count(replicas, 'replica')} share ${claimTitle(claim)}, ${effect}.` };
    }
  },
};
