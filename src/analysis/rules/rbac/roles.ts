import { fields, list, textList } from '../../../core/fields';
import { isUpstreamWildcard } from '../../../openstack/upstream-roles';
import { about, rule } from '../rule';

const WATCHED = ['persistentvolumes', 'nodes', 'secrets', '*'];

/** Pods and workloads, by API group. */
const RUNNING: { readonly [group: string]: readonly string[] } = {
  '': ['pods', 'replicationcontrollers'],
  'apps': ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  'batch': ['cronjobs', 'jobs'],
};

export const RBA006 = rule('RBA006', function* (view) {
  for (const item of view.of('ClusterRole', 'Role')) {
    for (const [i, policy] of list(item.object.rules).map(fields).entries()) {
      if (!textList(policy.verbs).includes('*')) continue;
      const groups = textList(policy.apiGroups);
      const within = (group: string) => groups.includes(group) || groups.includes('*');
      const resources = textList(policy.resources);
      const watched = within('') ? resources.filter((resource) => WATCHED.includes(resource)) : [];
      const running = resources.filter((resource) => Object.entries(RUNNING).some(([group, kinds]) => within(group) && kinds.includes(resource)));
      if (!watched.length && !running.length) continue;
      const found = [...watched, ...running];
      const path = `rules[${i}].verbs`;
      if (isUpstreamWildcard(item.name, found)) {
        const message = `it allows all verbs on ${found.join(', ')}, as cloud-provider-openstack ships it.`;
        yield about(item, path,
          message, { severity: 'info', fix: 'Keep it as upstream tests it, or narrow it down: the constructs have leastPrivilege for that.' });
      } else {
        yield about(item, path, `it allows all verbs on ${found.join(', ')}.`, { severity: watched.length ? undefined : 'info' });
      }
    }
  }
});

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
