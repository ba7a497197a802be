import { fields } from '../../inventory/access';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';
import { shown } from '../shared/words';
import { requestOf } from '../view/claims';

export const BND001: Rule = {
  id: 'BND001',
  severity: 'error',
  openWorld: 'lower',
  title: 'No volume is large enough for the claim',
  why: 'Only an existing volume can serve this claim, and each one that fits otherwise is smaller than the request. Capacity is compared exactly, so a '
    + 'volume that is one byte short counts as too small. The claim stays Pending until a larger volume appears.',
  fix: 'Request less, or add a volume of at least that size.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: small}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 4Gi}
      nfs: {server: nfs.example.com, path: /exports/small}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: ""
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: large}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      nfs: {server: nfs.example.com, path: /exports/large}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: ""
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  expects: 'PersistentVolumeClaim/data spec.resources.requests.storage',
  check: (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
    const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
    return `asks for ${shown(requestOf(claim))}, and no volume is that large: "${volume}" comes closest with ${shown(capacity)}.`;
  }),
};
