import { RULES } from '../../../src/openstack/cloud-conf/checks';
import { TOPICS, NOT_IN_RELEASE, ONE_METHOD } from '../../../src/openstack/judgements/cloud-conf';
import { Asked, said } from '../support/judged';

const CREDENTIALS = 'auth-url = https://openstack.example.com:5000/v3\napplication-credential-id = 21dced0f\napplication-credential-secret = planted-Zx81\n';
const block = (text: string) => text.trim().split('\n').map((line) => `    ${line}`).join('\n');
const secret = (conf: string, more = 'stringData', key = 'cloud.conf') => `apiVersion: v1\nkind: Secret\nmetadata: {name: cloud-config, namespace: kube-system}\n${more}:\n  ${key}: |\n${block(conf)}\n`;
const global = (lines: string) => secret(`[Global]\n${lines}`);
const encoded = (conf: string) => `{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {cloud.conf: ${Buffer.from(conf).toString('base64')}}}`;

/** A pod that reads the Secret. */
const reader = (image: string, args: string, mounts: string, volumes: string) => `---
apiVersion: v1
kind: Pod
metadata: {name: reader, namespace: kube-system}
spec:
  containers: [{name: reader, image: 'registry.k8s.io/provider-os/${image}:v1.36.0', args: [${args}], volumeMounts: [${mounts}]}]
  volumes: [${volumes}]
`;
const CONFIG = '{name: config, mountPath: /etc/config}';
const VOLUME = '{name: config, secret: {secretName: cloud-config}}';
const ccm = (args = '--cloud-config=/etc/config/cloud.conf', mounts = CONFIG, volumes = VOLUME) => reader('openstack-cloud-controller-manager', args, mounts, volumes);
const cinder = (args: string, mounts = CONFIG, volumes = VOLUME) => reader('cinder-csi-plugin', args, mounts, volumes);

test('every fact that the checker knows has a rule that tells it', () => {
  const ids = [...RULES.map(({ id }) => id), 'value-type', 'syntax', 'comment-cuts-value', 'repeated-key', 'key-not-in-release', 'unknown-keys', 'multi-cloud-global'];
  const told = [...Object.values(TOPICS).flat(), ONE_METHOD, NOT_IN_RELEASE];
  expect([...new Set(told)].sort()).toEqual([...new Set(ids)].sort());
  expect(new Set(told).size).toBe(told.length);
});

test('no finding holds a value of a secret', () => {
  const yaml = `${secret(`[Global]\nauth-url = http://a\npassword = planted-Zx81#x\nplanted-Zx81 = 1\ntls-insecure = true\nusername = username\n${CREDENTIALS}`)}${ccm()}`;
  const lines = [...Array(17).keys()].flatMap((i) => said(`CFG0${String(i + 1).padStart(2, '0')}`, yaml));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.join('\n')).not.toContain('planted');
});

describe('where a file stands', () => {
  test.each([
    ['data of a Secret', encoded('[Global]\nauth-urll = a\n'), 'data[cloud.conf]'],
    ['a ConfigMap', '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {cloud.conf: "[Global]\\nauth-urll = a"}}', 'data[cloud.conf]'],
    ['the template of an ExternalSecret', `
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: a}
      spec: {target: {template: {data: {cloud.conf: "[Global]\\nauth-urll = {{ .url }}\\npassword = \\"{{ .password }}\\"\\n"}}}}`, 'spec.target.template.data[cloud.conf]'],
  ])('%s', (_, yaml, path) => {
    expect(said('CFG006', yaml)).toEqual([expect.stringContaining(`${path}: line 2 of cloud.conf: [Global] the key "auth-urll" is read by no component`)]);
  });

  test('a key of another name counts if a component reads it', () => {
    const conf = secret('[Global]\nauth-urll = a', 'stringData', 'my.conf');
    expect(said('CFG006', conf)).toEqual([]);
    expect(said('CFG006', conf + ccm('--cloud-config=/etc/config/my.conf'))).toHaveLength(1);
    expect(said('CFG006', conf + ccm('--cloud-config=/etc/config/c', CONFIG, '{name: config, secret: {secretName: cloud-config, items: [{key: my.conf, path: c}]}}'))).toHaveLength(1);
    expect(said('CFG006', conf + ccm('--cloud-config, /c', '{name: config, mountPath: /c, subPath: my.conf}'))).toHaveLength(1);
    expect(said('CFG006', conf + ccm('--cloud-config=/etc/config/my.conf', CONFIG, '{name: config, projected: {sources: [{secret: {name: cloud-config}}]}}'))).toHaveLength(1);
  });

  test('files of other clouds are left alone', () => {
    expect(said('CFG001', secret('[Global]\napi-url = https://cloudstack.example.com\n'))).toEqual([]);
    expect(said('CFG001', secret('[Global]\nuser = a\n[VirtualCenter "x"]\n'))).toEqual([]);
  });

  test('a template that branches is not judged', () => {
    const template = (text: string) => `
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: a}
      spec: {target: {name: b, template: {data: {cloud.conf: ${JSON.stringify(text)}}}}}`;
    expect(said('CFG006', template('[Global]\n{{ if .x }}auth-urll = a{{ end }}\n'))).toEqual([]);
    expect(said('CFG006', template('{{ define "q" }}{{ if .x }}"{{ . }}"{{ end }}{{ end }}{{ $y := 1 }}{{/* note */}}[Global]\nauth-urll = {{ template "q" .url }}\n'))).toHaveLength(1);
  });
});

describe('who reads a file', () => {
  const named = secret(`[Global "one"]\n${CREDENTIALS}`);

  test('named sections are an error for the controller manager, and none for a driver that takes them', () => {
    expect(said('CFG015', named + ccm())).not.toEqual([]);
    expect(said('CFG015', named + cinder('--cloud-config=/etc/config/cloud.conf'))).toEqual([]);
    expect(said('CFG001', named + cinder('--cloud-config=/etc/config/cloud.conf'))).toEqual([]);
  });

  test('a node service needs no credentials since 1.32', () => {
    const node = secret('[BlockStorage]\nnode-volume-attach-limit = 25') + cinder('--cloud-config=/etc/config/cloud.conf, --provide-controller-service=false');
    expect(said('CFG001', node)).toEqual([]);
    expect(said('CFG001', node, { release: '1.31' })).not.toEqual([]);
  });

  test('of a file that nobody here reads, only what all readers agree on is said of its credentials', () => {
    expect(said('CFG001', secret('[BlockStorage]\nnode-volume-attach-limit = 25'))).toEqual([]);
    expect(said('CFG001', global('region = a'))).not.toEqual([]);
  });
});

test('a file of headers only is a warning', () => {
  expect(said('CFG001', encoded('[Global]\n\n[LoadBalancer]\n'))).toEqual(['warning Secret/a data[cloud.conf]: cloud.conf has no settings, so the component that reads it exits at startup.']);
});

test('no method is missing credentials, two are mixed', () => {
  const user = 'auth-url = https://a/v3\nusername = a\npassword = planted-Zx81\ntenant-id = b\ndomain-id = c\n';
  expect([said('CFG001', global(user)), said('CFG002', global(user))]).toEqual([[], []]);
  expect(said('CFG002', global(CREDENTIALS + user))).toHaveLength(1);
  expect(said('CFG001', global(CREDENTIALS + user))).toEqual([]);
  expect(said('CFG002', global('auth-url = https://a/v3'))).toEqual([]);
});

describe('paths in the container', () => {
  const conf = global(`${CREDENTIALS}ca-file = /etc/cacert/ca.pem`);
  const own = (mounts: string, volumes: string) => ccm('--cloud-config=/etc/config/cloud.conf', `${CONFIG}${mounts}`, `${VOLUME}${volumes}`);
  const MOUNT = ', {name: ca, mountPath: /etc/cacert}';

  test.each([
    ['no mount', '', '', ['mounts nothing there']],
    ['a directory of the host', MOUNT, ', {name: ca, hostPath: {path: /etc/cacert}}', []],
    ['a Secret that is elsewhere', MOUNT, ', {name: ca, secret: {secretName: other}}', []],
    ['a Secret without the key', MOUNT, ', {name: ca, secret: {secretName: cloud-config}}', ['Secret "cloud-config" has no key "ca.pem"']],
    ['a volume that is not there', MOUNT, '', []],
  ])('ca-file on %s', (_, mounts, volumes, expected) => {
    const found = said('CFG004', conf + own(mounts, volumes));
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, i) => expect(found[i]).toContain(text));
  });

  test('certificates of the image need no mount, and node services no certificates', () => {
    expect(said('CFG004', global(`${CREDENTIALS}ca-file = /etc/ssl/certs/ca-certificates.crt`) + ccm())).toEqual([]);
    expect(said('CFG004', conf + cinder('--cloud-config=/etc/config/cloud.conf, --provide-controller-service=false'))).toEqual([]);
  });

  test.each([
    ['--cloud-config=/etc/other/cloud.conf', CONFIG, VOLUME, ['mounts nothing there']],
    ['--cloud-config=/etc/config/cloud.conf', CONFIG, '{name: config, secret: {secretName: cloud-config, items: [{key: cloud.conf, path: other}]}}', ['volume "config" has no such file']],
    ['--cloud-config=/etc/config/config', CONFIG, VOLUME, ['has no key "config"']],
    ['--cloud-config=/etc/config/config', CONFIG, '{name: config, hostPath: {path: /a}}', []],
    ['--cloud-config=$(CLOUD_CONFIG)', '', VOLUME, []],
    ['--cloud-config=/etc/config/cloud.conf', CONFIG, '{name: other, emptyDir: {}}', []],
  ])('%s', (args, mounts, volumes, expected) => {
    const found = said('CFG008', global(CREDENTIALS) + ccm(args, mounts, volumes));
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, i) => expect(found[i]).toContain(text));
  });
});

test.each([
  ['https://openstack.example.com:5000/v3/', []], ['http://openstack.example.com:5000/v3', ['warning']], ['openstack.example.com', ['error']],
  ['https://openstack.example.com:5000', ['info']], ['', []],
])('auth-url %s', (url, severities) => {
  expect(said('CFG005', global(`auth-url = ${url}`)).map((line) => line.split(' ')[0])).toEqual(severities);
});

describe('forms of a file', () => {
  test('data that is no base64', () => {
    const plain = '{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {cloud.conf: "[Global]", other: "x!"}}';
    expect(said('CFG011', plain)).toEqual(['error Secret/a data[cloud.conf]: cloud.conf in data is not base64, so the API server rejects the Secret.']);
  });

  test('base64 of base64', () => {
    const once = Buffer.from(`[Global]\n${CREDENTIALS}`).toString('base64');
    expect(said('CFG011', encoded(once))).toEqual([expect.stringContaining('is base64 inside base64')]);
    expect(said('CFG011', secret(once))).toEqual([expect.stringContaining('is base64 inside plain text')]);
  });

  test.each([
    ['password = <password>', ['error']], ['password = ${PASSWORD}', ['error']], ['password = password', ['warning']], ['region = xxxx', ['error']], ['region = x', []],
    ['whatever = CHANGEME', ['error']],
  ])('%s', (line, severities) => {
    const found = said('CFG011', global(line));
    expect(found.map((text) => text.split(' ')[0])).toEqual(severities);
    for (const text of found) expect(text).not.toContain('whatever');
  });
});

test.each<[string, Asked, number]>([
  ['tls-insecure = true', {}, 1], ['tls-insecure = True', {}, 1], ['tls-insecure = false', {}, 0],
])('%s', (line, options, count) => {
  expect(said('CFG009', global(CREDENTIALS + line), options)).toHaveLength(count);
});

test('names in place of IDs are found in every section, whoever fills them in', () => {
  const conf = `[Global]\n${CREDENTIALS}\n[LoadBalancer]\nsubnet-id = b4a9a292-ea48-4125-9fb2-8be2628cb7a1\n[LoadBalancerClass "x"]\nfloating-network-id = public`;
  expect(said('CFG012', secret(conf))).toEqual([expect.stringContaining('floating-network-id is not an ID')]);
});
