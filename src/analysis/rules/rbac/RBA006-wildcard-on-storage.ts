import { fields, list, textList } from '../../../core/fields';
import { isUpstreamWildcard } from '../../../openstack/upstream-roles';
import { Rule } from '../rule';

export const RBA006: Rule = {
  id: 'RBA006',
  severity: 'warning',
  title: 'All verbs on volumes, nodes, Secrets or workloads',
  why: 'With a wildcard on these resources, one compromised pod can read all credentials, or bind and delete all data of the cluster. '
    + 'On pods and workloads, it can run anything as any ServiceAccount of the namespace.',
  fix: 'List only the verbs that are needed.',
  source: 'kubernetes.io docs, RBAC Good Practices',
  * check(view) {
    for (const item of view.of('ClusterRole', 'Role')) {
      for (const [i, rule] of list(item.object.rules).map(fields).entries()) {
        if (!textList(rule.verbs).includes('*')) continue;
        const groups = textList(rule.apiGroups);
        const within = (group: string) => groups.includes(group) || groups.includes('*');
        const resources = textList(rule.resources);
        const watched = within('') ? resources.filter((resource) => WATCHED.includes(resource)) : [];
        const running = resources.filter((resource) => Object.entries(RUNNING).some(([group, kinds]) => within(group) && kinds.includes(resource)));
        if (!watched.length && !running.length) continue;
        const found = [...watched, ...running];
        const path = `rules[${i}].verbs`;
        if (isUpstreamWildcard(item.name, found)) {
          const message = `it allows all verbs on ${found.join(', ')}, as cloud-provider-openstack ships it.`;
          yield { on: item, path, severity: 'info', message, fix: 'Keep it as upstream tests it, or narrow it down: the constructs have leastPrivilege for that.' };
        } else {
          yield { on: item, path, severity: watched.length ? undefined : 'info', message: `it allows all verbs on ${found.join(', ')}.` };
        }
      }
    }
  },
};

const WATCHED = ['persistentvolumes', 'nodes', 'secrets', '*'];
/** Pods and workloads, by API group. */
const RUNNING: { readonly [group: string]: readonly string[] } = {
  '': ['pods', 'replicationcontrollers'],
  'apps': ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  'batch': ['cronjobs', 'jobs'],
};
