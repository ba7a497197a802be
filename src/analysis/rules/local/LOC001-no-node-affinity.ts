import { fields, list } from '../../inventory/access';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC001: Rule = {
  id: 'LOC001',
  severity: 'error',
  title: 'A local volume does not say on which node it is',
  why: 'A directory or disk exists on one node only, so the API server refuses a local volume without nodeAffinity.',
  fix: 'Add nodeAffinity.required with kubernetes.io/hostname and the name of the node.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      storageClassName: local
      persistentVolumeReclaimPolicy: Retain
      local: {path: /mnt/disks/one}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      storageClassName: local
      persistentVolumeReclaimPolicy: Retain
      local: {path: /mnt/disks/one}
      nodeAffinity:
        required:
          nodeSelectorTerms:
            - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]
  `,
  expects: 'PersistentVolume/disk spec.nodeAffinity',
  * check(view) {
    for (const item of view.volumes) {
      if (sourceOf(item) !== 'local') continue;
      if (!list(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms).length) {
        yield { on: item, path: 'spec.nodeAffinity', message: `the volume "${item.name}" does not say on which node it is.` };
      }
    }
  },
};
