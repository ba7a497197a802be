import { redactor } from '../../../src/analysis/check/redact';
import { Inventory } from '../../../src/analysis/model/inventory';
import { run } from '../../../src/cli/run';

function redact(text: string, stringData: { [key: string]: string }, more: any[] = []): string {
  const objects = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'credentials' }, stringData }, ...more];
  return redactor(Inventory.ofTexts([{ file: 'a.json', text: JSON.stringify(objects) }]).items)(text);
}

const conf = (lines: string) => ({ 'cloud.conf': `[Global]\n${lines}\n` });

describe('what is no secret stays', () => {
  test.each([
    ['a user', { user: 'cinder' }],
    ['a user of cloud.conf', conf('username = cinder')],
    ['a user of a clouds.yaml', { 'clouds.yaml': 'clouds:\n  a:\n    auth: {username: cinder}\n    region_name: "cinder"\n' }],
    ['a domain in the spelling of the Manila driver', { 'os-domainName': 'cinder', 'os-userName': 'cinder' }],
    ['a path', conf('ca-file = cinder')],
  ])('%s', (_, data) => {
    expect(redact('made by cinder', data)).toBe('made by cinder');
  });

  test('a value of an enumeration', () => {
    expect(redact('the default is ROUND_ROBIN', conf('password = Pa55-word\n[LoadBalancer]\nlb-method = ROUND_ROBIN'))).toBe('the default is ROUND_ROBIN');
  });

  test('a password that is a word, where it is part of a name', () => {
    expect(redact('cinder.csi.openstack.org and my-cinder and CINDER_X', { password: 'cinder' })).toBe('cinder.csi.openstack.org and my-cinder and CINDER_X');
  });

  test('names of objects, provisioners and drivers', () => {
    const more = [
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'database' }, provisioner: 'longhorn' },
      { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: { csi: { driver: 'openebs', volumeHandle: 'x' } } },
    ];
    for (const password of ['database', 'longhorn', 'openebs']) expect(redact(`by "${password}"`, { password }, more)).toBe(`by "${password}"`);
  });
});

describe('what is secret goes', () => {
  test.each([
    ['a password of words, as a word', 'got "cinder". cinder, x=cinder; cinder.', { password: 'cinder' }, 'got "***". ***, x=***; ***.'],
    ['a password of cloud.conf', 'got cinder', conf('password = cinder'), 'got ***'],
    ['any other password, also inside of a word', 'class-hunter2hunter2x', { password: 'hunter2hunter2' }, 'class-***x'],
    ['the value of a key that nobody knows', 'got abc123xyz', conf('pasword = abc123xyz'), 'got ***'],
    ['the password of a URL, whose key is open', 'http://me:abc123xyz@host/', conf('auth-url = http://me:abc123xyz@host/'), 'http://me:***@host/'],
    ['what a comment cuts off a value', 'tail abc123xyz', conf('tenant-name = a#abc123xyz'), 'tail ***'],
    ['a value with marks of YAML around', 'got abc123xyz', { 'clouds.yaml': 'clouds: {a: 1}\nauth: {x: 1}\n  {password: "abc123xyz"}\n' }, 'got ***'],
    ['a text with what patterns are made of', 'got a.c+(1)|$&x', { password: 'a.c+(1)|$&' }, 'got ***x'],
  ])('%s', (_, text, data, expected) => {
    expect(redact(text, data as any)).toBe(expected);
  });

  test('a value that is encoded, in both forms', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'b' }, data: { password: 'aHVudGVyMmh1bnRlcjI=', username: 'Y2luZGVy' } };
    expect(redact('hunter2hunter2 aHVudGVyMmh1bnRlcjI= cinder Y2luZGVy', {}, [secret])).toBe('*** *** cinder Y2luZGVy');
  });
});

const MANIFESTS = `
apiVersion: v1
kind: Secret
metadata: {name: rbd}
stringData: {password: cinder, token: backup}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: cinder.csi.openstack.org
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: cinder-data, namespace: backup}
spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: backup}
spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, claimRef: {name: db}, nfs: {server: a, path: /a}}
`;

test.each([
  ...['text', 'json', 'sarif', 'github'].map((format) => ['check', format]), ...['text', 'json', 'mermaid', 'svg', 'html'].map((format) => ['plan', format]),
])('%s --format %s keeps names that a password is part of', async (command, format) => {
  let out = '';
  const stdin = (async function* () { yield Buffer.from(MANIFESTS); })();
  await run([command, '-', '--format', format, '--preset', 'strict'].slice(0, command === 'plan' ? 4 : undefined), { stdin, out: (text) => { out += text; }, err: () => undefined, colour: false, width: 200 });
  expect(out).toContain('backup');
  if (command === 'plan') expect(out).toContain('cinder.csi.openstack.org');
  expect(out).not.toMatch(/\*\*\*[-.]|[-./]\*\*\*/);
});

test.each(['text', 'json', 'mermaid', 'svg', 'html'])('plan --format %s hides a secret that a message quotes', async (format) => {
  const refused = MANIFESTS.replace('storage: 1Gi}}}', 'storage: hunter2hunter2}}}').replace('token: backup', 'token: hunter2hunter2');
  let out = '';
  const stdin = (async function* () { yield Buffer.from(refused); })();
  await run(['plan', '-', '--format', format], { stdin, out: (text) => { out += text; }, err: () => undefined, colour: false, width: 200 });
  expect(out).toContain('quantities look like');
  expect(out).not.toContain('hunter2');
});
