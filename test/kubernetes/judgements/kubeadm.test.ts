import { joinSecrets, superfluousRuntimeConfig, unusedCloudConfig } from '../../../src/kubernetes/judgements/kubeadm';

const manager = (extraArgs: object) => ({ kind: 'ClusterConfiguration', controllerManager: { extraArgs } });

test.each([
  ['no cloud provider', '1.25', { 'external-cloud-volume-plugin': 'openstack' }, ['ignores external-cloud-volume-plugin without cloud-provider: external']],
  ['no cloud.conf', '1.25', { 'external-cloud-volume-plugin': 'openstack', 'cloud-provider': 'external' }, ['needs the argument cloud-config to reach OpenStack']],
  ['both', '1.25', { 'external-cloud-volume-plugin': 'openstack', 'cloud-provider': 'external', 'cloud-config': '/c' }, []],
  ['a Kubernetes without the plugin', '1.26', { 'external-cloud-volume-plugin': 'openstack' }, []],
])('the volume plugin with %s', (_, kubernetes, args, expected) => {
  const verdicts = [...unusedCloudConfig(manager(args), kubernetes)];
  expect(verdicts.map(({ path }) => path)).toEqual(expected.map(() => 'controllerManager.extraArgs'));
  expected.forEach((text, i) => expect(verdicts[i].message).toContain(text));
});

test('arguments are read as a map and as a list', () => {
  const path = 'apiServer.extraArgs';
  const message = 'runtime-config enables "storage.k8s.io/v1", which every API server serves by default.';
  expect([...superfluousRuntimeConfig({ apiServer: { extraArgs: { 'runtime-config': 'storage.k8s.io/v1=true,batch/v1=false' } } })]).toEqual([{ path, message }]);
  expect([...superfluousRuntimeConfig({ apiServer: { extraArgs: [{ name: 'runtime-config', value: 'storage.k8s.io/v1' }] } })]).toEqual([{ path, message }]);
  expect([...superfluousRuntimeConfig({ apiServer: { extraArgs: { 'runtime-config': 'storage.k8s.io/v1beta1=true' } } })]).toEqual([]);
});

test('each secret is reported once, placeholders are not, and no value is shown', () => {
  const token = 'abcdef.0123456789abcdef';
  const found = [...joinSecrets({
    bootstrapTokens: [{ token: '${KUBEADM_TOKEN}' }, { token }], discovery: { bootstrapToken: { token }, tlsBootstrapToken: token }, controlPlane: { certificateKey: 'ab'.repeat(32) },
  })];
  expect(found.map(({ path }) => path)).toEqual(['discovery.bootstrapToken.token', 'discovery.tlsBootstrapToken', 'bootstrapTokens[1].token', 'controlPlane.certificateKey']);
  expect(JSON.stringify(found)).not.toMatch(/abcdef|abab/);
});
