import { fields, list } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA007: Rule = {
  id: 'RBA007',
  severity: 'error',
  title: 'Incomplete rule of a role',
  why: 'A rule requires verbs, and either apiGroups with resources or nonResourceURLs, which only a ClusterRole can have. The API '
    + 'server rejects the role.',
  fix: 'Complete or remove the rule. The core group is "".',
  source: 'pkg/apis/rbac/validation/validation.go ValidatePolicyRule',
  * check(view) {
    for (const item of view.of('ClusterRole', 'Role')) {
      for (const [i, rule] of list(item.object.rules).map(fields).entries()) {
        const problem = (field: string, message: string) => ({ on: item, path: `rules[${i}].${field}`, message });
        if (!list(rule.verbs).length) yield problem('verbs', 'the rule has no verbs.');
        if (list(rule.nonResourceURLs).length) {
          if (item.kind === 'Role') yield problem('nonResourceURLs', 'a Role cannot have nonResourceURLs.');
          continue;
        }
        if (!list(rule.apiGroups).length) yield problem('apiGroups', 'the rule has no apiGroups.');
        if (!list(rule.resources).length) yield problem('resources', 'the rule has no resources.');
      }
    }
  },
};
