import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { claimTitle, specPath } from '../view/claims';

export const BND012: Rule = {
  id: 'BND012',
  severity: 'warning',
  openWorld: 'lower',
  title: 'volumeName points to a volume that is not there',
  why: 'A claim that names its volume takes no other. While that volume does not exist the claim stays Pending, and not even an event says why.',
  fix: 'Correct spec.volumeName, or add the volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  failing: `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: db, namespace: prod}
    spec:
      storageClassName: ""
      volumeName: nope
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {namespace: prod, name: db}
      nfs: {server: nfs.example.com, path: /exports/data}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: db, namespace: prod}
    spec:
      storageClassName: ""
      volumeName: data
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  expects: 'PersistentVolumeClaim/db spec.volumeName',
  * check(view) {
    for (const claim of view.claims) {
      const name = text(claim.spec.volumeName);
      if (!name || view.find('PersistentVolume', '', name)) continue;
      yield { on: claim.item, path: specPath(claim, 'volumeName'), message: `${claimTitle(claim)} waits for the volume "${name}", which is not here.` };
    }
  },
};
