import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS015: Rule = {
  id: 'CLS015',
  severity: 'info',
  title: 'StatefulSet data is deleted with its claims',
  why: 'The default reclaim policy of a class is Delete: deleting a claim, or its namespace, deletes the data. For a StatefulSet this '
    + 'is often not intended.',
  fix: 'Set reclaimPolicy: Retain in a class with a new name (the field is immutable), or state Delete explicitly.',
  source: 'pkg/apis/storage/v1/defaults.go SetDefaults_StorageClass',
  * check(view) {
    for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
      const storageClass = view.classOf(claim);
      if (!storageClass || storageClass.object.reclaimPolicy || storageClass.object.provisioner === NO_PROVISIONER) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'storageClassName'),
        message: `class "${storageClass.name}" defaults to reclaim policy Delete, so deleting the claims of ${claimTitle(claim)} deletes the data.`,
      };
    }
  },
};
