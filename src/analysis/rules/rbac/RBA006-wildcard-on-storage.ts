import { fields, list, textList } from '../../inventory/access';
import { Rule } from '../rule';

export const RBA006: Rule = {
  id: 'RBA006',
  severity: 'warning',
  title: 'All verbs on volumes, nodes or Secrets',
  why: 'A wildcard on these lets one compromised pod read all credentials, or bind and delete all data of the cluster. The programs need a handful of verbs.',
  fix: 'List the verbs that are needed.',
  source: 'kubernetes.io docs, RBAC Good Practices',
  failing: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: runner, namespace: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: jobs}
    rules: [{apiGroups: [""], resources: [persistentvolumes], verbs: ["*"]}]
    ---
  `,
  passing: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: runner, namespace: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: jobs}
    rules: [{apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, delete]}]
    ---
  `,
  expects: 'ClusterRole/jobs rules[0].verbs',
  * check(view) {
    for (const item of view.of('ClusterRole', 'Role')) {
      for (const [i, rule] of list(item.object.rules).map(fields).entries()) {
        const resources = textList(rule.resources).filter((resource) => WATCHED.includes(resource));
        if (!textList(rule.verbs).includes('*') || !resources.length || !textList(rule.apiGroups).some((group) => group === '' || group === '*')) continue;
        yield { on: item, path: `rules[${i}].verbs`, message: `it may do everything with ${resources.join(', ')}.` };
      }
    }
  },
};

const WATCHED = ['persistentvolumes', 'nodes', 'secrets', '*'];
