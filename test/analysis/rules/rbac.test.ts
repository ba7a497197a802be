import { said } from '../support/judged';

const account = (metadata: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: ${metadata}`;
const binding = (namespace: string) => [
  'apiVersion: rbac.authorization.k8s.io/v1', 'kind: ClusterRoleBinding', 'metadata: {name: runner}',
  'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}', `subjects: [{kind: ServiceAccount, name: runner, namespace: ${namespace}}]`,
].join('\n');
const input = (...documents: string[]) => documents.join('\n---\n');

describe('a subject and the namespace of its ServiceAccount', () => {
  test('where the account states another one, its pods have no permissions', () => {
    const manifests = input(account('{name: runner, namespace: apps}'), binding('shop'));
    expect(said('RBA002', manifests)).toEqual([
      'warning ClusterRoleBinding/runner subjects[0]: ServiceAccount "runner" is not in namespace "shop", but in "apps".',
    ]);
    expect(said('RBA010', manifests)).toEqual([]);
  });

  test('where the account states none, it depends on where that is applied', () => {
    const manifests = input(account('{name: runner}'), binding('shop'));
    expect(said('RBA002', manifests)).toEqual([]);
    expect(said('RBA010', manifests)).toEqual([
      'warning ClusterRoleBinding/runner subjects[0].namespace: the subject is fixed to namespace "shop", but ServiceAccount "runner" sets none.',
    ]);
  });

  test('where both mean default, it is a remark', () => {
    expect(said('RBA010', input(account('{name: runner}'), binding('default')))).toEqual([
      'info ClusterRoleBinding/runner subjects[0].namespace: the subject is fixed to namespace "default", but ServiceAccount "runner" sets none.',
    ]);
  });
});

test.each(['serviceAccountName: ""', 'serviceAccount: ""', 'serviceAccountName: "", serviceAccount: default'])('a pod with %s runs as default', (field) => {
  expect(said('RBA005', `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {${field}, containers: [{name: web, image: 'nginx:1.29'}]}}`)).toEqual([]);
});
