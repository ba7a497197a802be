import { RULES } from '../../../src/openstack/cloud-conf/checks';
import { TOPICS, NOT_IN_RELEASE, ONE_METHOD } from '../../../src/openstack/judgements/cloud-conf';
import { Asked, findings, said } from '../support/judged';

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
  const ids = [...RULES.map(({ id }) => id), 'value-type', 'syntax', 'format', 'encoded-again', 'single-quotes', 'comment-cuts-value', 'repeated-key', 'key-not-in-release', 'unknown-keys', 'multi-cloud-global'];
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
    expect(said('CFG001', node.replace('v1.36.0', 'v1.31.0'))).not.toEqual([]);
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

describe('a node-only driver', () => {
  const NODE = '--cloud-config=/etc/config/cloud.conf, --provide-controller-service=false';
  const node = (text: string, image = 'v1.36.0') => secret(`[Global]\n${CREDENTIALS}${text}`) + cinder(NODE).replace('v1.36.0', image);

  test('reads its file, and stops at a value of the wrong type', () => {
    const yaml = node('[BlockStorage]\nnode-volume-attach-limt = 20\nrescan-on-resize = maybe\n[BlockStorage2]\nx = 1');
    expect(said('CFG013', yaml)).toEqual([expect.stringContaining('line 7 of cloud.conf: [BlockStorage] rescan-on-resize must be true or false: Cinder CSI does not start')]);
    expect(findings('CFG006', yaml).map(({ message, fix }) => [message, fix])).toEqual([
      [expect.stringContaining('the key "node-volume-attach-limt" is read by no component'), 'Write node-volume-attach-limit.'],
      [expect.stringContaining('the section "BlockStorage2" is read by no component'), 'Write [BlockStorage].'],
    ]);
  });

  test('is judged next to a controller manager that shares the file', () => {
    const both = (limit: number, image?: string) => node(`[BlockStorage]\nnode-volume-attach-limit = ${limit}`, image) + ccm().replace('name: reader,', 'name: ccm,');
    expect(said('CFG013', both(0))).toEqual([expect.stringContaining('node-volume-attach-limit is 0, which means no limit')]);
    expect(said('CFG013', both(0, 'v1.31.0'))).toEqual([expect.stringContaining('node-volume-attach-limit must be between 1 and 256 to have an effect')]);
    expect(said('CFG013', both(300))).toHaveLength(1);
    expect(said('CFG013', both(25))).toEqual([]);
  });

  test('reads no keys of older releases', () => {
    expect(said('CFG006', node('[BlockStorage]\nbs-version = v3\ntrust-device-path = true\nignore-volume-az = true')).map((line) => / (\S+) is not read/.exec(line)?.[1]))
      .toEqual(['bs-version', 'trust-device-path']);
  });

  test('needs no client, but opens clouds.yaml', () => {
    const without = (text: string) => secret(text) + cinder(NODE);
    expect(['CFG001', 'CFG002', 'CFG017'].flatMap((id) => said(id, without('[Global]\nca-file = /ca.pem\ncert-file = /cert.pem\nos-endpoint-type = x')))).toEqual([]);
    expect(said('CFG004', without('[Global]\nuse-clouds = true\nclouds-file = /etc/openstack/clouds.yaml'))).toHaveLength(1);
  });
});

describe('the release of each reader', () => {
  const conf = secret(`[Global]\n${CREDENTIALS}[LoadBalancer]\nuse-octavia = true`);
  const at = (image: string) => ccm().replace('v1.36.0', image);

  test('is that of its image', () => {
    expect(said('CFG010', conf + at('v1.18.0'))).toEqual([]);
    expect(said('CFG010', conf + at('v1.18.0'), { release: '1.36' })).toEqual([]);
    expect(said('CFG010', conf + at('v1.26.4'), { release: '1.18' })).toEqual([expect.stringContaining('use-octavia is not read by release 1.26: it was removed in 1.26')]);
    expect(said('CFG010', conf + at('latest'), { release: '1.18' })).toEqual([]);
    expect(said('CFG010', secret('[Global]\nauth-url = https://a/v3\n[LoadBalancer]\nmax-shared-lb = 3') + at('v1.22.2'))).toHaveLength(1);
  });

  test('a key that one reader of the file reads is no fault', () => {
    expect(said('CFG010', conf + at('v1.18.0') + cinder('--cloud-config=/etc/config/cloud.conf').replace('name: reader,', 'name: driver,'))).toEqual([]);
  });

  test('a release that is newer than known may read more', () => {
    const yaml = secret(`[Global]\n${CREDENTIALS}[Networking]\nnew-key = 1\n[NewSection]\na = b`);
    expect(findings('CFG006', yaml + at('v1.99.0')).map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(said('CFG006', yaml + at('v1.99.0'))[0]).toContain('1.99 is newer than what is known here');
    expect(findings('CFG006', yaml + at('v1.36.0')).map(({ severity }) => severity)).toEqual(['error', 'error']);
  });
});

describe('files of another format', () => {
  test.each([
    ['key: value below a section', '[Global]\nauth-url: https://a/v3\nregion: r1\n', 'INI with lines of the form "key: value"', 'Write key = value.'],
    ['YAML without sections', 'global:\n  auth-url: https://a/v3\n  region: r1\n', 'YAML with lines of the form "key: value"', 'Write key = value.'],
    ['a clouds.yaml', 'clouds:\n  prod:\n    auth: {auth_url: https://a/v3}\n', 'a clouds.yaml', 'use-clouds = true'],
    ['JSON', '{"Global": {"auth-url": "https://a/v3"}}', 'JSON', 'key = value'],
    ['an openrc file', 'export OS_AUTH_URL=https://a/v3\nexport OS_PASSWORD=planted-Zx81\n', 'an openrc file', 'OS_AUTH_URL is auth-url'],
    ['a kubeconfig', 'apiVersion: v1\nkind: Config\nclusters: []\n', 'a kubeconfig', 'key = value'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', 'a PEM file', 'key = value'],
    ['the file of another service', '[DEFAULT]\ndebug = true\n[keystone_authtoken]\nauth_url = https://a/v3\n', 'the INI file of another program, with the sections [DEFAULT], [keystone_authtoken]', 'key = value'],
  ])('%s', (_, text, message, fix) => {
    const yaml = encoded(text);
    expect(findings('CFG', yaml).map(({ rule }) => rule)).toEqual(['CFG007']);
    const [finding] = findings('CFG007', yaml);
    expect(finding).toMatchObject({ severity: 'error', path: 'data[cloud.conf]', message: expect.stringContaining(`the file is ${message}`) });
    expect(finding.fix).toContain(fix);
    expect(finding.message).not.toContain('planted');
  });

  test('base64 in base64 is told once', () => {
    const yaml = encoded(Buffer.from(`[Global]\n${CREDENTIALS}`).toString('base64'));
    expect(findings('CFG', yaml).map(({ rule, message }) => [rule, message])).toEqual([['CFG011', 'cloud.conf is base64 inside base64, so the component finds no section.']]);
  });

  test.each([
    ['[Global]\nregion = a\nauth-url: https://a/v3\nusername = b', 'Write auth-url = value, with = instead of :.'],
    ['[Global]\nauth_url = https://a/v3\nregion = a', 'Write auth-url: names of keys have hyphens.'],
    ['auth-url = https://a/v3\n[Global]', 'Begin the file with a section such as [Global].'],
    ['[Global]\nregion = a\nauth-url https://a/v3', 'Write auth-url = value, and begin comments with # or ;.'],
    ['[Global]\n// a comment', 'Write a section or key = value on each line, and begin comments with # or ;.'],
    ['[Global]\n[LoadBalancerClass internal]', 'Write the section in brackets on a line of its own, such as [Global] or [LoadBalancerClass "name"].'],
    ['[Global]\npassword = a"b', 'Quote values that contain ", \\, ; or #, and escape " and \\ with \\.'],
  ])('the fix of %j belongs to its fault', (text, fix) => expect(findings('CFG007', encoded(text)).map((finding) => finding.fix)).toEqual([fix]));

  test('single quotes are part of the value', () => {
    expect(said('CFG007', global(`${CREDENTIALS}region = 'RegionOne'`))).toEqual([expect.stringContaining('line 5 of cloud.conf: the value is enclosed in single quotes')]);
    expect(said('CFG007', global(`${CREDENTIALS}region = it's`))).toEqual([]);
  });
});

describe('files that the file names', () => {
  const own = (lines: string, mounts = '', volumes = '', more = '') => global(`${CREDENTIALS}${lines}`)
    + ccm('--cloud-config=/etc/config/cloud.conf', `${CONFIG}${mounts}`, `${VOLUME}${volumes}`).replace('args: [', `${more}args: [`);
  const MOUNT = ', {name: more, mountPath: /etc/openstack}';

  test.each([
    ['use-clouds = true\nclouds-file = /etc/openstack/clouds.yaml', ['clouds-file of cloud.conf is /etc/openstack/clouds.yaml, but container "reader" mounts nothing there.']],
    ['use-clouds = true\ncloud = prod', ['clouds-file of cloud.conf is /etc/openstack/clouds.yaml']],
    ['cert-file = /etc/cert/tls.crt\nkey-file = /etc/cert/tls.key', ['cert-file of cloud.conf is /etc/cert/tls.crt', 'key-file of cloud.conf is /etc/cert/tls.key']],
    ['cert-file = /etc/cert/tls.crt', []],
    ['clouds-file = /etc/openstack/clouds.yaml', []],
  ])('%s', (lines, expected) => {
    const found = said('CFG004', own(lines));
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, i) => expect(found[i]).toContain(text));
  });

  test('what is mounted, or named by the environment, is fine', () => {
    const lines = 'use-clouds = true\nclouds-file = /etc/openstack/clouds.yaml\ncloud = prod';
    expect(said('CFG004', own(lines, MOUNT, ', {name: more, hostPath: {path: /etc/openstack}}'))).toEqual([]);
    expect(said('CFG004', own(lines, '', '', 'env: [{name: OS_CLIENT_CONFIG_FILE, value: /etc/config/clouds.yaml}], '))).toEqual([]);
    expect(said('CFG004', own(lines, MOUNT, ', {name: more, configMap: {name: cloud-config}}') + '---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: cloud-config, namespace: kube-system}, data: {a: b}}'))
      .toEqual([expect.stringContaining('ConfigMap "cloud-config" has no key "clouds.yaml"')]);
  });

  test.each([
    ['use-clouds = true\nclouds-file = /etc/openstack/clouds.yaml\ncloud = prod', 'clouds.yaml', 'clouds:\n  prod: {}\n', undefined],
    ['use-clouds = true\nclouds-file = /etc/openstack/clouds.yaml\ncloud = prod', 'clouds.yaml', 'clouds:\n  production: {}\n', 'has no cloud "prod"'],
    ['use-clouds = true\nclouds-file = /etc/openstack/clouds.yaml', 'clouds.yaml', 'auth: {}\n', 'contains no clouds'],
    ['cert-file = /etc/openstack/tls.crt\nkey-file = /etc/openstack/tls.key', 'tls.key', 'PLACEHOLDER', 'tls.key is the key-file of cloud.conf, but contains no private key.'],
  ])('%s with %s', (lines, key, content, expected) => {
    const more = `---\n${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'more', namespace: 'kube-system' }, stringData: { [key]: content } })}\n`;
    const found = said('CFG018', own(lines, MOUNT, ', {name: more, secret: {secretName: more}}') + more);
    expect(found).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
  });

  test('flags of the controller manager that name files', () => {
    const args = '--cloud-config=/etc/config/cloud.conf, --kubeconfig=/etc/kubernetes/ccm.conf, --tls-cert-file=$(CERT)';
    expect(said('CFG008', global(CREDENTIALS) + ccm(args))).toEqual([expect.stringContaining('--kubeconfig is /etc/kubernetes/ccm.conf, but container "reader" mounts nothing there.')]);
    expect(said('CFG008', global(CREDENTIALS) + ccm(args, `${CONFIG}, {name: k, mountPath: /etc/kubernetes}`, `${VOLUME}, {name: k, hostPath: {path: /etc/kubernetes}}`))).toEqual([]);
  });
});

describe('fixes', () => {
  test.each([
    ['[Route]\nrouter-id = my-router', 'openstack router show'],
    ['[LoadBalancer]\nsubnet-id = my-subnet', 'openstack subnet show'],
    ['[LoadBalancer]\nfloating-network-id = public', 'openstack network show'],
    ['[LoadBalancer]\nflavor-id = large', 'openstack loadbalancer flavor show'],
  ])('%s', (lines, command) => expect(findings('CFG012', global(`${CREDENTIALS}${lines}`))[0].fix).toBe(`Use the ID that \`${command}\` prints.`));

  test('a router is used if the controller manager runs its route controller', () => {
    const conf = global(`${CREDENTIALS}[Route]\nrouter-id = 1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10`);
    expect(said('CFG017', conf + ccm())).toHaveLength(1);
    expect(said('CFG017', conf + ccm('--cloud-config=/etc/config/cloud.conf, --cluster-cidr=10.0.0.0/16'))).toEqual([]);
    expect(said('CFG017', conf + ccm('--cloud-config=/etc/config/cloud.conf, --cluster-cidr=10.0.0.0/16, --configure-cloud-routes=false'))).toHaveLength(1);
  });

  test('the method of the provider ovn', () => {
    const [finding] = findings('CFG014', global(`${CREDENTIALS}[LoadBalancer]\nlb-provider = ovn\nlb-method = ROUND_ROBIN`));
    expect(finding.message).toContain('the default is ROUND_ROBIN');
    expect(finding.fix).toBe('Set lb-method = SOURCE_IP_PORT.');
  });
});

test.each([
  ['comments', '# a comment\n'], ['blank lines', ' \n'], ['repeated keys', 'region = a\n'], ['unknown keys', 'unknown-key = 1\n'], ['old keys', '[LoadBalancer]\nuse-octavia = true\n'],
  ['classes', '[LoadBalancerClass "a"]\n'],
])('a file of many %s takes time in proportion', (_, line) => {
  const time = (lines: number) => {
    const yaml = encoded(`[Global]\n${CREDENTIALS}${line.repeat(lines)}`);
    const { user } = process.cpuUsage();
    findings('CFG', yaml);
    return process.cpuUsage().user - user;
  };
  time(1000);
  const small = Math.max(time(2_500), 20_000);
  expect(time(20_000)).toBeLessThan(small * 40); // 64 times, if it were quadratic
});
