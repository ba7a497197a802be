import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { annotation, waveOf } from '../shared/argo';
import { waits } from '../shared/volumes';

export const GIT005: Rule = {
  id: 'GIT005',
  severity: 'error',
  title: 'A claim that waits for its pod is synced in a wave before the pod',
  why: 'Argo CD holds a claim for healthy once it is Bound, and starts the next wave only then. A claim of a WaitForFirstConsumer class is bound when its pod is scheduled: each waits for the other, for ever.',
  fix: 'Put claim and workload into the same wave.',
  source: 'argo-cd resource health of PersistentVolumeClaim; pkg/controller/volume/persistentvolume',
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
    metadata: {name: db, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: '1'}}
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
  expects: 'PersistentVolumeClaim/data metadata.annotations[argocd.argoproj.io/sync-wave]',
  * check(view) {
    for (const claim of view.claims) {
      const users = view.users(claim).map(({ item }) => waveOf(item));
      const own = waveOf(claim.item);
      if (claim.kind !== 'claim' || own === undefined || !users.length || !waits(view.classOf(claim)) || text(claim.spec.volumeName)) continue;
      const first = Math.min(...users.map((wave) => wave ?? -Infinity));
      if (first <= own) continue;
      yield { on: claim.item, path: annotation('sync-wave'), message: `the claim "${claim.name}" is in wave ${own} and waits for a pod of wave ${first}.` };
    }
  },
};
