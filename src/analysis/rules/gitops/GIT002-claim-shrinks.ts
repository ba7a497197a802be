import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { changed } from '../shared/changes';
import { shown } from '../shared/words';

export const GIT002: Rule = {
  id: 'GIT002',
  severity: 'error',
  title: 'A claim becomes smaller',
  why: 'Volumes only grow. The API server refuses a request below the one that has been granted.',
  fix: 'Make a new claim and copy the data.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
      const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
      if (now === undefined || was === undefined || now >= was) continue;
      yield { on: item, path: 'spec.resources.requests.storage', message: `the request went down from ${shown(requestOf(before))} to ${shown(requestOf(item))}.` };
    }
  },
};
