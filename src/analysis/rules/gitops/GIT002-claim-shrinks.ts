import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { claimWith } from '../examples/claims';
import { EXPANDABLE_CLASS } from '../examples/classes';
import { Rule } from '../rule';
import { changed } from '../shared/changes';
import { manifests, replaced } from '../shared/manifests';
import { shown } from '../shared/words';

export const GIT002: Rule = {
  id: 'GIT002',
  severity: 'error',
  title: 'A claim becomes smaller',
  why: 'Volumes only grow. The API server refuses a request below the one that has been granted.',
  fix: 'Make a new claim and copy the data.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate',
  get previous() { return replaced(this.passing, { 'storage: 8Gi': 'storage: 5Gi' }); },
  failing: manifests`
    ${EXPANDABLE_CLASS}
    ---
    ${claimWith({ size: '2Gi' })}
  `,
  get passing() { return replaced(this.failing, { 'storage: 2Gi': 'storage: 8Gi' }); },
  expects: 'PersistentVolumeClaim/data spec.resources.requests.storage',
  * check(view) {
    for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
      const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
      if (now === undefined || was === undefined || now >= was) continue;
      yield { on: item, path: 'spec.resources.requests.storage', message: `the request went down from ${shown(requestOf(before))} to ${shown(requestOf(item))}.` };
    }
  },
};
