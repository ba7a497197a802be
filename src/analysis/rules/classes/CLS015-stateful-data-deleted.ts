import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS015: Rule = {
  id: 'CLS015',
  severity: 'info',
  title: 'Data of a StatefulSet is deleted with its claim',
  why: 'The default reclaim policy of a class is Delete: whoever deletes a claim, or the namespace, deletes the data. For the data of a StatefulSet that may be more than was wanted.',
  fix: 'Set reclaimPolicy: Retain in the class (of a new name: the field cannot be changed), or Delete to say that it is meant.',
  source: 'pkg/apis/storage/v1/defaults.go SetDefaults_StorageClass',
  * check(view) {
    for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
      const storageClass = view.classOf(claim);
      if (!storageClass || storageClass.object.reclaimPolicy || storageClass.object.provisioner === NO_PROVISIONER) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'storageClassName'),
        message: `the class "${storageClass.name}" leaves reclaimPolicy at Delete, so the data of ${claimTitle(claim)} goes when its claims are deleted.`,
      };
    }
  },
};
