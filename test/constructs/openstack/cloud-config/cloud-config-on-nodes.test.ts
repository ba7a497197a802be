import { Chart, Testing } from 'cdk8s';
import { Auth, CloudConfig, cloudConf, OutputFiles, SecretText } from '../../../../src';

const chart = () => new Chart(Testing.app(), 'test');
const global = (secret: SecretText) => ({ authUrl: 'https://keystone.example.com/v3', region: 'one', auth: Auth.applicationCredential({ id: 'a'.repeat(32), secret }) });

test('the file for the nodes is the file of the Secret, readable by its owner only', () => {
  const scope = chart();
  const config = new CloudConfig(scope, 'CloudConfig', { global: global(SecretText.unsafe('secret')) });
  const file = config.addFile();
  expect(file.content).toBe(config.apiObject.toJson().stringData['cloud.conf']);
  expect(file.content).toContain('application-credential-secret');
  expect([file.path, file.confidential]).toEqual(['kubernetes/cloud-config', true]);
  expect(OutputFiles.of(scope).files).toEqual([file]);
});

test('a file that is given as a text is written as it is', () => {
  const text = '[Global]\nauth-url = https://keystone.example.com/v3\nusername = u\npassword = p\ntenant-id = t\nuser-domain-id = default\n';
  expect(new cloudConf.CloudConfigFile(chart(), 'CloudConfig', { text }).addFile('cloud.conf').content).toBe(text);
});

test('a value from a store cannot be in a file', () => {
  const config = new CloudConfig(chart(), 'CloudConfig', { global: global(SecretText.fromStore({ store: 'vault', key: 'prod' })) });
  expect(() => config.addFile()).toThrow('test/CloudConfig: global.auth takes a value from a store, which only the cluster can read. Use SecretText.fromEnv(...)');
});
