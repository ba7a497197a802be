import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT002: Rule = {
  id: 'GIT002',
  severity: 'error',
  title: 'Claim request is reduced',
  why: 'Volumes can only be expanded. The API server rejects a request below the current one.',
  fix: 'Create a new claim and copy the data.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
      const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
      if (now === undefined || was === undefined || now >= was) continue;
      yield {
        on: item,
        path: 'spec.resources.requests.storage',
        message: `the request is reduced from ${shown(requestOf(before))} to ${shown(requestOf(item))}.`,
      };
    }
  },
};
