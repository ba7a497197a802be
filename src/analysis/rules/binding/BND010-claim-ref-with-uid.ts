import { fields } from '../../../core/fields';
import { rule } from '../rule';

export const BND010 = rule('BND010', function* (view) {
  for (const volume of view.inventory.volumes) {
    const { claimRef } = volume;
    const on = volume.item;
    const version = fields(on.spec.claimRef).resourceVersion;
    if (claimRef && !claimRef.uid && version) {
      yield {
        on,
        path: 'spec.claimRef.resourceVersion',
        severity: 'warning',
        message: 'claimRef has a resourceVersion copied from a live cluster, which the claim in this input will not have.',
      };
    }
    if (!claimRef?.uid || view.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`)?.uid === claimRef.uid) continue;
    yield {
      on,
      path: 'spec.claimRef.uid',
      message: `claimRef has the uid of another claim; "${claimRef.namespace}/${claimRef.name}" will get a new uid${
        volume.reclaimPolicy === 'Delete' ? ', and reclaim policy Delete then deletes the data' : ''}.`,
    };
  }
});
