import { readFileSync } from 'fs';
import { join } from 'path';
import { Auth, CaCertificate, CloudConfig, EndpointType, GlobalSection, manila, ManilaProtocol, Release, SecretText } from '../../../../src';
import { manilaSecretVerdicts } from '../../../../src/openstack/judgements/manila-secret';
import { Output, stderrOf } from '../../../support/synth';

const PEM = readFileSync(join(__dirname, '../../../fixtures/ca.pem'), 'utf8');
const password = SecretText.unsafe('pa"ss {{ word');
const byPassword = Auth.password({ username: 'k8s', password, tenantName: 'shares', domainName: 'Default' });

function secretOf(global: GlobalSection, more: Partial<manila.ManilaCsiProps> = {}): any {
  let output!: Output;
  stderrOf(() => output = Output.of((chart) => new manila.ManilaCsi(chart, 'Manila', { global, ...more })));
  return output.objects.find(({ kind }) => /^(External)?Secret$/.test(kind));
}

const cloud = { authUrl: 'https://keystone.example.com:5000/v3', region: 'RegionOne' };

test('the section of cloud.conf becomes the Secret with the keys that the driver reads', () => {
  expect(secretOf({ ...cloud, auth: byPassword, osEndpointType: EndpointType.INTERNAL, tlsInsecure: false })).toMatchSnapshot();
  expect(secretOf({ ...cloud, auth: Auth.trust({ trustId: 't', trusteeId: 'u', trusteePassword: password }) }).stringData).toEqual({ 'os-authURL': cloud.authUrl, 'os-region': 'RegionOne', 'os-trustID': 't', 'os-trusteeID': 'u', 'os-trusteePassword': 'pa"ss {{ word' });
});

test('one section serves the cloud config and the driver', () => {
  const output = (() => {
    let built!: Output;
    stderrOf(() => built = Output.of((chart) => {
      const global = { ...cloud, auth: Auth.applicationCredential({ id: 'id', secret: password }) };
      const caCertificate = CaCertificate.fromPem(PEM);
      new CloudConfig(chart, 'CloudConfig', { global, caCertificate });
      new manila.ManilaCsi(chart, 'Manila', { global, caCertificate });
    }));
    return built;
  })();
  const { stringData } = output.get('Secret', 'csi-manila-secrets');
  expect([stringData['os-certAuthority'], output.get('Secret', 'openstack-ca-cert').stringData['ca.pem']]).toEqual([PEM, PEM]);
  expect(stringData['os-applicationCredentialID']).toBe('id');
});

test('a CA bundle that is not known here is named by its path', () => {
  expect(secretOf({ ...cloud, auth: byPassword }, { caCertificate: CaCertificate.fromSecretName('ca') }).stringData['os-certAuthorityPath']).toBe('/etc/openstack-ca/ca.pem');
});

test('values of a store make an ExternalSecret, whose template keeps all other text', () => {
  const secret = SecretText.fromStore({ store: 'vault', key: 'openstack', property: 'secret' });
  const object = secretOf({ ...cloud, region: 'Region{{One}}', auth: Auth.applicationCredential({ id: 'id', secret }) });
  expect(object).toMatchSnapshot();
});

test('the class and static volumes name it', () => {
  let output!: Output;
  stderrOf(() => output = Output.of((chart) => {
    new manila.ManilaCsi(chart, 'Manila', { global: { ...cloud, auth: byPassword }, secretName: 'shares', namespace: 'storage' })
      .addStorageClass('shared', { protocol: ManilaProtocol.NFS });
  }));
  expect(output.get('StorageClass').parameters).toMatchObject({ 'csi.storage.k8s.io/node-stage-secret-name': 'shares', 'csi.storage.k8s.io/node-stage-secret-namespace': 'storage' });
});

test.each<[string, Partial<manila.ManilaCsiProps>, string]>([
  ['global and secret', { secret: { name: 'a', namespace: 'b' } }, 'secret and global are mutually exclusive. Remove one'],
  ['two bundles', { global: { ...cloud, auth: byPassword, caFile: '/ca.pem' }, caCertificate: CaCertificate.fromPem(PEM) }, 'global.caFile and caCertificate are mutually exclusive'],
  ['a name without a Secret', { global: undefined, secretName: 'a' }, 'secretName needs global'],
  ['what the release rejects', { release: Release.V1_33, global: { ...cloud, auth: Auth.password({ userId: 'u', password, tenantId: 't' }) } },
    'os-password needs one of "os-domainID" and "os-domainName". Release 1.34 no longer asks for it'],
  ['a release that needs a region', { release: Release.V1_32, global: { authUrl: cloud.authUrl, auth: byPassword } }, 'os-region is missing, which the driver requires up to 1.32'],
])('%s is refused', (_, props, message) => {
  expect(() => secretOf({ ...cloud, auth: byPassword }, props)).toThrow(message);
});

describe('the judgement', () => {
  const verdicts = (stringData: object, release = '1.36', kind = 'Secret') => [...manilaSecretVerdicts(
    kind === 'Secret' ? { kind, stringData } : { kind, spec: { target: { template: { data: stringData } } } }, release)].map(({ path, message }) => `${path}: ${message}`);
  const credential = { 'os-authURL': 'https://k', 'os-region': 'r', 'os-applicationCredentialID': 'i', 'os-applicationCredentialSecret': 's' };

  test('knows what each release asks for', () => {
    const broken = Release.all().map(({ minor }) => minor).filter((minor) => verdicts(credential, minor).length);
    // Up to 1.18 the URL goes with a password or trust only; 1.24 counts the id of the credential as another way to authenticate.
    expect(broken).toEqual(['1.15', '1.16', '1.17', '1.18', '1.24']);
  });

  test.each<[string, object, string[]]>([
    ['two ways to authenticate', { ...credential, 'os-trustID': 't' }, [
      'stringData[os-authURL]: os-authURL allows one of "os-password", "os-trustID", "os-applicationCredentialSecret" and "os-clientCertPath" only, and the Secret has "os-trustID" and "os-applicationCredentialSecret".',
    ]],
    ['a misspelt key', { ...credential, 'os-authUrl': 'x' }, ['stringData[os-authUrl]: the driver does not read os-authUrl.']],
    ['an empty value', { ...credential, 'os-region': '' }, ['stringData[os-region]: os-region is empty, which the driver rejects.']],
    ['a boolean in other words', { ...credential, 'os-TLSInsecure': 'yes' }, ['stringData[os-TLSInsecure]: os-TLSInsecure must be "true" or "false".']],
    ['a certificate without key', { ...credential, 'os-clientCertPath': '/c' }, [
      'stringData[os-authURL]: os-authURL allows one of "os-password", "os-trustID", "os-applicationCredentialSecret" and "os-clientCertPath" only, and the Secret has "os-applicationCredentialSecret" and "os-clientCertPath".',
      'stringData[os-clientCertPath]: os-clientCertPath needs os-clientKeyPath.',
    ]],
    ['Secrets of others', { 'password': 'x', 'os-release': 'debian' }, []],
  ])('%s', (_, data, expected) => {
    expect(verdicts(data)).toEqual(expected);
  });

  test('reads data and the template of an ExternalSecret', () => {
    expect(verdicts({ ...credential, 'os-tokne': '{{ .a }}' }, '1.36', 'ExternalSecret')).toEqual(['spec.target.template.data[os-tokne]: the driver does not read os-tokne.']);
    expect(verdicts({ ...credential, 'os-token': 'x' }, '1.34')).toEqual(['stringData[os-token]: the driver reads os-token since 1.35; the release is 1.34.']);
    const data = Object.fromEntries(Object.entries(credential).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
    expect([...manilaSecretVerdicts({ kind: 'Secret', data }, '1.36')]).toEqual([]);
    expect([...manilaSecretVerdicts({ kind: 'Secret', data: { ...data, 'os-region': '' } }, '1.36')].map(({ path }) => path)).toEqual(['data[os-region]']);
  });
});
