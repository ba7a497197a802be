import { fields } from '../../../core/fields';
import { Rule } from '../rule';

export const BND010: Rule = {
  id: 'BND010',
  severity: 'error',
  title: 'claimRef carries a uid',
  why: 'The uid was copied from a live cluster. A claim that is made anew gets another uid, so the volume counts as left behind by its claim: it becomes Released, and with '
    + 'the policy Delete its data is deleted.',
  fix: 'Remove uid and resourceVersion from spec.claimRef.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncVolume',
  * check(view) {
    for (const volume of view.inventory.volumes) {
      const { claimRef } = volume;
      const on = volume.item;
      const version = fields(on.spec.claimRef).resourceVersion;
      if (claimRef && !claimRef.uid && version) {
        yield { on, path: 'spec.claimRef.resourceVersion', severity: 'warning', message: 'claimRef has the resourceVersion of a claim that was copied from a cluster; it says nothing about the claim here.' };
      }
      if (!claimRef?.uid || view.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`)?.uid === claimRef.uid) continue;
      yield {
        on,
        path: 'spec.claimRef.uid',
        message: `claimRef has the uid of a claim that is gone; "${claimRef.namespace}/${claimRef.name}" will have another${
          volume.reclaimPolicy === 'Delete' ? ', and the policy Delete destroys the data' : ''}.`,
      };
    }
  },
};
