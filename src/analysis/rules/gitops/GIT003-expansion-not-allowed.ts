import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT003 = rule('GIT003', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
    const claim = view.claim(item.namespace, item.name);
    if (now === undefined || was === undefined || now <= was || !claim) continue;
    const name = view.className(claim);
    const found = view.classOf(claim);
    if (found?.object.allowVolumeExpansion === true || (name && !found && !view.closedWorld)) continue;
    yield {
      on: item,
      path: 'spec.resources.requests.storage',
      severity: !name && !view.closedWorld ? 'warning' : undefined,
      message: `the request grows from ${shown(requestOf(before))} to ${shown(requestOf(item))}, but `
        + `${name ? `class "${shown(name)}" does not allow expansion` : 'the claim has no class'}.`,
    };
  }
});
