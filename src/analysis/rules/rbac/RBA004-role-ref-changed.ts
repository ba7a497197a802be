import { rule } from '../rule';
import { changed, same } from '../shared/changes';

export const RBA004 = rule('RBA004', function* (view) {
  for (const { item, before } of changed(view, 'RoleBinding', 'ClusterRoleBinding')) {
    if (!same(item.object.roleRef, before.object.roleRef)) {
      yield { on: item, path: 'roleRef', message: 'roleRef differs from the previous render, but is immutable.' };
    }
  }
});
