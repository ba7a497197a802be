import { Rule } from '../rule';
import { syncOptions, usesArgo } from '../shared/argo';

export const GIT007: Rule = {
  id: 'GIT007',
  severity: 'warning',
  preset: 'strict',
  title: 'Pruning would delete data',
  why: 'When a claim, a volume or a StatefulSet disappears from the rendered manifests, or the Application is deleted, Argo CD deletes it from the cluster, and with a reclaim policy of Delete the data with it.',
  fix: 'Set argocd.argoproj.io/sync-options: Prune=false,Delete=false on it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    allowVolumeExpansion: true
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: '0'}}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}

    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: db, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: '0'}}
    spec:
      containers: [{name: db, image: 'postgres:18', volumeMounts: [{name: data, mountPath: /data}]}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    allowVolumeExpansion: true
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop, annotations: {argocd.argoproj.io/sync-options: 'Prune=false,Delete=false'}}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}

    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: db, namespace: shop}
    spec:
      containers: [{name: db, image: 'postgres:18', volumeMounts: [{name: data, mountPath: /data}]}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
  `,
  expects: 'PersistentVolumeClaim/data metadata.annotations',
  * check(view) {
    if (!usesArgo(view)) return;
    for (const item of view.of('PersistentVolumeClaim', 'PersistentVolume')) {
      const options = syncOptions(item);
      const missing = ['Prune', 'Delete'].filter((name) => !options.some((option) => option === `${name}=false` || option === `${name}=confirm`));
      if (missing.length) yield { on: item, path: 'metadata.annotations', message: `nothing keeps Argo CD from deleting it: ${missing.map((name) => `${name}=false`).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.` };
    }
  },
};
