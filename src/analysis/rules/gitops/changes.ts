import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { IMMUTABLE_KINDS } from '../../../kubernetes/updates/immutable';
import { requestOf } from '../../model/claim-sources';
import { about, rule } from '../rule';
import { changed, immutable } from '../shared/changes';

/** Kinds with rules of their own. */
const ELSEWHERE = ['StorageClass', 'StatefulSet', 'CSIDriver', 'RoleBinding', 'ClusterRoleBinding'];

export const GIT001 = rule('GIT001', (view) => immutable(view, IMMUTABLE_KINDS.filter((kind) => !ELSEWHERE.includes(kind))));

export const GIT002 = rule('GIT002', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((object) => parseQuantity(requestOf(object)));
    if (now === undefined || was === undefined || now >= was) continue;
    yield about(item, 'spec.resources.requests.storage', `the request is reduced from ${shown(requestOf(before))} to ${shown(requestOf(item))}.`);
  }
});

export const GIT003 = rule('GIT003', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((object) => parseQuantity(requestOf(object)));
    const claim = view.claim(item.namespace, item.name);
    if (now === undefined || was === undefined || now <= was || !claim) continue;
    const name = view.className(claim);
    const found = view.classOf(claim);
    if (found?.object.allowVolumeExpansion === true || (name && !found && !view.closedWorld)) continue;
    yield about(item, 'spec.resources.requests.storage',
      `the request grows from ${shown(requestOf(before))} to ${shown(requestOf(item))}, but `
        + `${name ? `class "${shown(name)}" does not allow expansion` : 'the claim has no class'}.`,
      { severity: !name && !view.closedWorld ? 'warning' : undefined });
  }
});
