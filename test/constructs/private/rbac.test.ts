import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../../../src/constructs/private/rbac';

const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
const ACCOUNTS = [{ name: 'a', namespace: 'x' }, { name: 'b', namespace: 'y' }];

test('a service account', () => expect(serviceAccount(ACCOUNTS[0], { labels: { l: '1' } })).toMatchSnapshot());
test('a cluster role', () => expect(clusterRole('r', RULES)).toMatchSnapshot());
test('a role', () => expect(role('r', 'x', RULES, { annotations: { a: '1' } })).toMatchSnapshot());
test('a cluster role binding refers to a cluster role', () => expect(clusterRoleBinding('b', 'r', ACCOUNTS)).toMatchSnapshot());
test('a role binding refers to a role of its namespace', () => expect(roleBinding('b', 'x', 'r', ACCOUNTS)).toMatchSnapshot());
