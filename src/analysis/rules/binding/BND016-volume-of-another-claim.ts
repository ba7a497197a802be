import { named } from './named';
import { claimTitle, specPath } from '../../model/claim-sources';
import { RESERVED_VOLUME } from '../examples/volumes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { isReservedFor } from '../shared/mismatch';

export const BND016: Rule = {
  id: 'BND016',
  severity: 'error',
  title: 'The named volume belongs to another claim',
  why: 'A volume binds to one claim. This claim names a volume that is reserved for another one, or that another claim names too; one of them stays Pending for ever.',
  fix: 'Give each claim a volume of its own, and make claimRef and volumeName agree.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  failing: manifests`
    ${RESERVED_VOLUME}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: cache, namespace: prod}
    spec:
      storageClassName: ""
      volumeName: data
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  get passing() { return replaced(this.failing, { 'namespace: prod, name: db': 'namespace: prod, name: cache' }); },
  expects: 'PersistentVolumeClaim/cache spec.volumeName',
  * check(view) {
    const first = new Map<string, string>();
    for (const { claim, source, volume } of named(view)) {
      const { claimRef } = volume;
      const other = claimRef && !isReservedFor(volume, claim) ? `${claimRef.namespace}/${claimRef.name}` : first.get(volume.name);
      if (!first.has(volume.name)) first.set(volume.name, claim.key);
      if (other === undefined || (other === claim.key && claimRef)) continue; // a stale uid is BND010's
      yield {
        on: source.item,
        path: specPath(source, 'volumeName'),
        message: `${claimTitle(source)} names the volume "${volume.name}", which ${claimRef ? `is reserved for "${other}"` : `"${other}" names too`}.`,
      };
    }
  },
};
