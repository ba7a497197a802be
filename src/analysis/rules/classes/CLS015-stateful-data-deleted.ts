import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS015 = rule('CLS015', function* (view) {
  for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
    const storageClass = view.classOf(claim);
    if (!storageClass || storageClass.object.reclaimPolicy || storageClass.object.provisioner === NO_PROVISIONER) continue;
    yield {
      on: claim.item,
      path: specPath(claim, 'storageClassName'),
      message: `class "${storageClass.name}" defaults to reclaim policy Delete, so deleting the claims of ${claimTitle(claim)} deletes the data.`,
    };
  }
});
