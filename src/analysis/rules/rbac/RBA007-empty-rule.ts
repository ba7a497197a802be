import { fields, list } from '../../../core/fields';
import { rule } from '../rule';

export const RBA007 = rule('RBA007', function* (view) {
  for (const item of view.of('ClusterRole', 'Role')) {
    for (const [i, policy] of list(item.object.rules).map(fields).entries()) {
      const problem = (field: string, message: string) => ({ on: item, path: `rules[${i}].${field}`, message });
      if (!list(policy.verbs).length) yield problem('verbs', 'the rule has no verbs.');
      if (list(policy.nonResourceURLs).length) {
        if (item.kind === 'Role') yield problem('nonResourceURLs', 'a Role cannot have nonResourceURLs.');
        continue;
      }
      if (!list(policy.apiGroups).length) yield problem('apiGroups', 'the rule has no apiGroups.');
      if (!list(policy.resources).length) yield problem('resources', 'the rule has no resources.');
    }
  }
});
