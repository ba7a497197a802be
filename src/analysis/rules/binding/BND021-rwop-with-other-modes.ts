import { accessModeLists } from './access-modes';
import { Rule } from '../rule';

export const BND021: Rule = {
  id: 'BND021',
  severity: 'error',
  title: 'ReadWriteOncePod together with other access modes',
  why: 'ReadWriteOncePod promises that a single pod writes. The API server refuses it next to another mode.',
  fix: 'Leave ReadWriteOncePod alone in the list, or remove it.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  failing: `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOncePod, ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      accessModes: [ReadWriteOncePod]
      resources: {requests: {storage: 5Gi}}
  `,
  expects: 'PersistentVolumeClaim/data spec.accessModes',
  * check(view) {
    for (const { on, path, modes } of accessModeLists(view)) {
      if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
        yield { on, path, message: 'ReadWriteOncePod stands next to other access modes.' };
      }
    }
  },
};
