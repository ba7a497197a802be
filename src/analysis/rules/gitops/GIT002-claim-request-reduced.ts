import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT002 = rule('GIT002', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
    if (now === undefined || was === undefined || now >= was) continue;
    yield {
      on: item,
      path: 'spec.resources.requests.storage',
      message: `the request is reduced from ${shown(requestOf(before))} to ${shown(requestOf(item))}.`,
    };
  }
});
