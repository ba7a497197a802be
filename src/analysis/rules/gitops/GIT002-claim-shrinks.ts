import { parseQuantity } from '../../../core/quantity';
import { Rule } from '../rule';
import { changed } from '../shared/changes';
import { shown } from '../shared/words';
import { requestOf } from '../view/claims';

export const GIT002: Rule = {
  id: 'GIT002',
  severity: 'error',
  title: 'A claim becomes smaller',
  why: 'Volumes only grow. The API server refuses a request below the one that has been granted.',
  fix: 'Make a new claim and copy the data.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate',
  previous: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    allowVolumeExpansion: true
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
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
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 2Gi}}
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
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 8Gi}}
  `,
  expects: 'PersistentVolumeClaim/data spec.resources.requests.storage',
  * check(view) {
    for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
      const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
      if (now === undefined || was === undefined || now >= was) continue;
      yield { on: item, path: 'spec.resources.requests.storage', message: `the request went down from ${shown(requestOf(before))} to ${shown(requestOf(item))}.` };
    }
  },
};
