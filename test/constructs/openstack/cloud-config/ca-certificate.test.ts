import { readFileSync } from 'node:fs';
import { CaCertificate } from '../../../../src';

const FILE = 'test/fixtures/ca.pem';
const PEM = readFileSync(FILE, 'utf8');
const KEY = '-----BEGIN PRIVATE KEY-----\nMIG=\n-----END PRIVATE KEY-----\n';

test('a bundle has a Secret, a key and a path of its own', () => {
  expect(CaCertificate.fromPem(PEM)).toMatchObject({ secretName: 'openstack-ca-cert', secretKey: 'ca.pem', path: '/etc/openstack-ca/ca.pem' });
});

test('all of them can be chosen', () => {
  const where = { secretName: 'ca', secretKey: 'root.crt', path: '/etc/kubernetes//ca.pem' };
  expect(CaCertificate.fromFile(FILE, where)).toMatchObject({ ...where, path: '/etc/kubernetes/ca.pem' });
  expect(CaCertificate.fromSecretName('ca', 'root.crt', '/ca/x.pem')).toMatchObject({ secretName: 'ca', secretKey: 'root.crt', path: '/ca/x.pem' });
});

test.each(['/ca.pem', '/etc/ca.pem', '/etc/config/ca.pem', '/etc/./config/ca.pem', '/usr/bin/ca.pem', '/var/lib/ca.pem', '/etc/openstack-ca/'])('the path %s would hide what containers need', (path) => {
  expect(() => CaCertificate.fromPem(PEM, { path })).toThrow(/^path must be a file in a folder of its own, such as "\/etc\/openstack-ca\/ca.pem", got .* Mounting over .* would hide files that containers need$/);
});

test.each(['etc/ca.pem', '/etc/../ca.pem'])('the path %s is not absolute', (path) => {
  expect(() => CaCertificate.fromPem(PEM, { path })).toThrow('path must be an absolute path such as "/etc/openstack-ca/ca.pem"');
});

test.each(['', 'a/b', '.', '..', 'a b'])('%j is no key of a Secret', (secretKey) => {
  expect(() => CaCertificate.fromPem(PEM, { secretKey })).toThrow('secretKey must be letters, digits, "-", "_" and "." such as "ca.pem"');
});

test('the name of the Secret is checked', () => {
  expect(() => CaCertificate.fromSecretName('Not A Name')).toThrow('secretName must be a DNS subdomain');
});

describe('a bundle that a component could not read is an error', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'pem contains no certificate. Give PEM text with a BEGIN CERTIFICATE and an END CERTIFICATE line'],
    ['a path', FILE, 'pem contains no certificate. Give PEM text with a BEGIN CERTIFICATE and an END CERTIFICATE line'],
    ['a certificate of garbage', '-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n', 'pem contains a certificate that cannot be parsed, number 1 of 1: error:0680009B:asn1 encoding routines::too long'],
    ['garbage behind a good one', `${PEM}-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n`, 'number 2 of 2: '],
    ['certificates without a line end between them', PEM.trim() + PEM, 'pem has other text next to BEGIN or END on line 11, so the components skip the certificate. Put it on a line of its own'],
    ['a text before a certificate', `CA: ${PEM}`, 'pem has other text next to BEGIN or END on line 1, so the components skip the certificate. Put it on a line of its own'],
    ['an indented certificate', `\n${PEM.replace(/^(?=.)/gm, '  ')}`, 'pem has other text next to BEGIN or END on line 2, so the components skip the certificate. Put it on a line of its own'],
    ['a text behind a certificate', PEM.replace(/-\n$/, '- CA\n'), 'pem has other text next to BEGIN or END on line 11, so the components skip the certificate. Put it on a line of its own'],
    ['half a certificate', `${PEM}${PEM.slice(0, 100)}`, 'pem contains 2 PEM blocks, but only 1 complete certificates. Remove the other blocks'],
    ['another kind of block', `${PEM}-----BEGIN PUBLIC KEY-----\naGVsbG8=\n-----END PUBLIC KEY-----\n`, 'pem contains 2 PEM blocks, but only 1 complete certificates. Remove the other blocks'],
    ['a private key', PEM + KEY, 'pem contains a private key, but a CA bundle contains certificates only. Remove the key, and replace it if the file was shared'],
  ])('%s', (_, pem, message) => expect(() => CaCertificate.fromPem(pem)).toThrow(message));

  test('what is no text', () => expect(() => CaCertificate.fromPem(7 as any)).toThrow('pem must be a string with PEM certificates'));

  test('a file that cannot be read is named', () => {
    expect(() => CaCertificate.fromFile('/nonexistent/ca.pem')).toThrow('file /nonexistent/ca.pem cannot be read (ENOENT), but a CA bundle is read from it');
    expect(() => CaCertificate.fromFile('package.json')).toThrow('file package.json contains no certificate. Give PEM text with a BEGIN CERTIFICATE and an END CERTIFICATE line');
  });

  test('a byte order mark is dropped, in front of which no component sees a certificate', () => {
    expect(CaCertificate.fromPem(`\ufeff${PEM}`).checksum).toBe(CaCertificate.fromPem(PEM).checksum);
  });

  test('text around certificates is none', () => {
    expect(() => CaCertificate.fromPem(`# the CA\n${PEM.replace(/\n/g, '\r\n')}\n# again\n${PEM.trim()}`)).not.toThrow();
  });
});
