import * as fc from 'fast-check';
import { checkCloudConf, secretsIn } from '../../../../src/openstack/cloud-conf/checks/check-cloud-conf';
import { Consumer } from '../../../../src/openstack/cloud-conf/keys';

const GLOBAL = '[Global]\nauth-url = https://openstack.example.com/v3\napplication-credential-id = a\napplication-credential-secret = s\n';
const CLOUD = '[Global]\nauth-url = https://openstack.example.com/v3\n';
const USER = `${CLOUD}username = u\npassword = p\n`;
const USER_ID = `${CLOUD}user-id = u\npassword = p\n`;

/** `severity id line` of each finding. */
function check(text: string, minor = '1.36', consumer: Consumer = 'ccm'): string[] {
  return checkCloudConf(text, minor, consumer).map(({ severity, id, line }) => `${severity} ${id} ${line}`);
}

function idsOf(text: string, minor = '1.36', consumer: Consumer = 'ccm'): string[] {
  return checkCloudConf(text, minor, consumer).map(({ id }) => id);
}

test('a right file has no findings, for any release since application credentials', () => {
  for (let minor = 16; minor <= 36; minor++) {
    for (const consumer of ['ccm', 'cinder-csi'] as const) expect(check(GLOBAL, `1.${minor}`, consumer)).toEqual([]);
  }
});

describe('authentication', () => {
  test.each<[string, string, string[]]>([
    ['no URL', GLOBAL.replace(/auth-url.*\n/, ''), ['error auth-url-required 1']],
    ['an empty URL', GLOBAL.replace(/https.*\n/, '\n'), ['error auth-url-required 2']],
    ['nothing at all', '', ['error auth-url-required 1', 'error one-auth-method 1', 'info env-fallback-gone 1']],
    ['no credentials', CLOUD, ['error one-auth-method 1', 'info env-fallback-gone 1']],
    ['a user with domain and project', `${USER}user-domain-id = default\ntenant-id = t\n`, []],
    ['a user with the common domain', `${USER}domain-id = default\ntenant-id = t\n`, []],
    ['a user ID with project', `${USER_ID}tenant-id = t\n`, []],
    ['a token', `${CLOUD}token = t\ntenant-id = t\n`, []],
    ['a token without project', `${CLOUD}token = t\n`, ['error token-needs-project 3']],
    ['a token for a domain', `${CLOUD}token = t\ndomain-id = d\n`, ['warning token-needs-project 3']],
    ['a token and a password', `${CLOUD}token = t\nuser-id = u\npassword = p\ntenant-id = t\n`, ['error one-auth-method 3']],
    ['a password and an application credential', `${GLOBAL}user-id = u\npassword = p\ntenant-id = t\n`, ['error one-auth-method 6']],
    ['user and user ID', `${USER}user-id = u\ntenant-id = t\n`, ['error username-xor-user-id 3']],
    ['no user', `${CLOUD}password = p\ntenant-id = t\n`, ['error username-xor-user-id 3']],
    ['a user without domain', `${USER}tenant-id = t\n`, ['error username-needs-one-user-domain 3']],
    ['a user with two domains', `${USER}tenant-id = t\nuser-domain-id = a\nuser-domain-name = b\n`, ['error username-needs-one-user-domain 3']],
    ['a user with two domains, one of them common', `${USER}tenant-id = t\ndomain-id = a\nuser-domain-name = b\n`, ['error username-needs-one-user-domain 3']],
    ['a user ID with domain', `${USER_ID}tenant-id = t\nuser-domain-id = a\n`, ['error user-id-excludes-domain 6']],
    ['a user ID with the common domain', `${USER_ID}tenant-id = t\ndomain-name = a\n`, ['error user-id-excludes-domain 6']],
    ['an application credential by name of a user ID with domain', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\nuser-id = u\nuser-domain-id = d\n`, []],
    ['a trustee with a domain', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\nuser-domain-id = d\n`, ['error user-id-excludes-domain 6']],
    ['a trustee with a common domain and a project', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\ntenant-id = x\ndomain-id = d\n`, ['warning silent-precedence 6', 'error user-id-excludes-domain 7']],
    ['a trustee with a common domain', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\ndomain-id = d\n`, []],
    ['a trustee beside a user', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\nusername = n\nuser-domain-id = d\n`, ['error username-xor-user-id 6']],
    ['a trustee beside a user ID', `${USER_ID}trust-id = t\ntrustee-id = u\n`, ['warning silent-precedence 3']],
    ['two passwords of a trust', `${USER_ID}trust-id = t\ntrustee-password = p\n`, ['warning silent-precedence 4']],
    ['a project with two domains', `${USER_ID}tenant-name = t\ntenant-domain-id = a\ntenant-domain-name = b\n`, ['warning silent-precedence 7']],
    ['a project ID with two domains', `${USER_ID}tenant-id = t\ntenant-domain-id = a\ntenant-domain-name = b\n`, []],
    ['a user with two domains without project', `${USER}user-domain-id = a\nuser-domain-name = b\n`, ['error unscoped-domain-trap 1', 'error username-needs-one-user-domain 3']],
    ['a trust of a user with two domains', `${USER}trust-id = t\nuser-domain-id = a\nuser-domain-name = b\n`, ['error username-needs-one-user-domain 3']],
    ['an application credential by ID and name', `${GLOBAL}application-credential-name = n\n`, ['warning silent-precedence 5']],
    ['an application credential by name of a user by ID and name', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\nuser-id = u\nusername = n\n`, ['warning silent-precedence 6']],
    ['a project name without domain', `${USER_ID}tenant-name = t\n`, ['error tenant-name-needs-project-domain 5']],
    ['a project name with the domain of the user only', `${USER}tenant-name = t\nuser-domain-id = d\n`, ['error tenant-name-needs-project-domain 5']],
    ['a project name with an application credential', `${GLOBAL}tenant-name = t\n`, ['info appcred-ignores-scope 5']],
    ['a project name with a trust', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\ntenant-name = t\n`, ['warning silent-precedence 6']],
    ['a project and a trust of a user', `${USER}trust-id = t\ntenant-id = t\ndomain-id = d\n`, []],
    ['a token of a user', `${CLOUD}token = t\ntenant-id = t\nuser-id = u\n`, ['warning silent-precedence 5']],
    ['an application credential by ID of a user', `${GLOBAL}username = u\n`, ['warning silent-precedence 5']],
    ['a project name with domain', `${USER_ID}tenant-name = t\ntenant-domain-name = d\n`, []],
    ['project ID and name', `${USER_ID}tenant-name = t\ntenant-id = t\n`, ['warning tenant-id-xor-tenant-name 5']],
    ['a user without project', `${USER}domain-id = d\n`, ['error unscoped-domain-trap 3']],
    ['a user with domain without project', `${USER}user-domain-id = d\n`, ['error unscoped-domain-trap 1']],
    ['a user ID without project', USER_ID, ['error unscoped-domain-trap 1']],
    ['a trust of a trustee', `${CLOUD}trust-id = t\ntrustee-id = u\ntrustee-password = p\n`, []],
    ['a trust of a user ID', `${USER_ID}trust-id = t\n`, []],
    ['a trust of a user', `${USER}trust-id = t\nuser-domain-id = d\n`, []],
    ['a trust of a user with the common domain', `${USER}trust-id = t\ndomain-id = d\n`, ['error trust-user-domain 3']],
    ['a trustee without trust', `${CLOUD}trustee-id = u\ntrustee-password = p\ntenant-id = t\n`, ['error trustee-needs-trust 3']],
    ['a trust with token', `${CLOUD}token = t\ntrust-id = t\n`, ['error trust-no-token 3']],
    ['an application credential without secret', `${CLOUD}application-credential-id = a\n`, ['error appcred-secret 3']],
    ['a secret without application credential', `${CLOUD}application-credential-secret = a\n`, ['error appcred-secret 3']],
    ['an application credential by name', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\nuser-id = u\n`, []],
    ['an application credential by name without user', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\n`, ['error appcred-name-needs-user 3']],
    ['an application credential by name of a user without domain', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\nusername = u\n`, ['error username-needs-one-user-domain 5']],
    ['an application credential by name of a user with two domains', `${CLOUD}application-credential-name = a\napplication-credential-secret = s\nusername = u\nuser-domain-id = d\nuser-domain-name = D\n`, ['warning silent-precedence 7']],
    ['an application credential with project', `${GLOBAL}tenant-id = t\n`, ['info appcred-ignores-scope 5']],
    ['clouds.yaml', '[Global]\nuse-clouds = true\nclouds-file = /etc/openstack/clouds.yaml\ncloud = c\n', []],
    ['clouds.yaml and a URL', '[Global]\nuse-clouds\nauth-url = https://x\n', ['info use-clouds-precedence 2']],
    ['clouds.yaml with the rest of a user', '[Global]\nuse-clouds\nusername = u\ntenant-name = t\n', []],
    ['clouds.yaml with a password', '[Global]\nuse-clouds\nusername = u\ntenant-id = t\npassword = p\n', []],
    ['a cloud without clouds.yaml', `${GLOBAL}cloud = c\n`, ['error clouds-file-needs-use-clouds 5']],
    ['a certificate without key', `${GLOBAL}cert-file = /c\n`, ['error cert-key-pair 5']],
    ['a key without certificate', `${GLOBAL}key-file = /c\n`, ['error cert-key-pair 5']],
    ['certificate and key', `${GLOBAL}key-file = /c\ncert-file = /c\n`, []],
    ['a CA that verifies nothing', `${GLOBAL}ca-file = /c\ntls-insecure = true\n`, ['warning ca-file-xor-insecure 6']],
    ['a CA', `${GLOBAL}ca-file = /c\ntls-insecure = false\n`, []],
    ['insecure in another word', `${GLOBAL}tls-insecure = yes\n`, ['warning tls-insecure-literal 5']],
    ['an endpoint type with URL', `${GLOBAL}os-endpoint-type = publicURL\n`, ['error endpoint-type 5']],
  ])('%s', (_, text, findings) => expect(check(text)).toEqual(findings));

  test('the environment is no fallback since 1.16', () => {
    expect(idsOf(CLOUD, '1.15')).toEqual(['one-auth-method']);
    expect(idsOf(CLOUD, '1.36', 'cinder-csi')).toEqual(['one-auth-method']);
  });
});

describe('load balancers', () => {
  const lb = (lines: string) => `${GLOBAL}[LoadBalancer]\n${lines}\n`;
  test.each<[string, string, string[]]>([
    ['version 2', 'lb-version = v2', []],
    ['version 1', 'lb-version = v1', ['error lb-version 6']],
    ['ovn', 'lb-provider = ovn', ['error lb-provider-method 5']],
    ['ovn with its method', 'lb-provider = ovn\nlb-method = SOURCE_IP_PORT', []],
    ['the method of ovn', 'lb-method = SOURCE_IP_PORT', ['error lb-provider-method 6']],
    ['an unknown provider', 'lb-provider = vmware', ['warning lb-provider-known 6']],
    ['an unknown store', 'container-store = vault', ['warning container-store-known 6']],
    ['a subnet and a pattern', 'floating-network-id = n\nfloating-subnet-id = s\nfloating-subnet = p\nfloating-subnet-tags = t', ['warning floating-subnet-choice 8']],
    ['a subnet and tags', 'floating-network-id = n\nfloating-subnet-id = s\nfloating-subnet-tags = t', ['warning floating-subnet-choice 8']],
    ['a pattern and tags', 'floating-subnet = p\nfloating-subnet-tags = t', []],
    ['a subnet without network', 'floating-subnet-id = s', ['info floating-subnet-needs-network 6']],
    ['the same in a class', '[LoadBalancerClass "a"]\nfloating-subnet-id = s\nfloating-subnet = p', ['info floating-subnet-needs-network 7', 'warning floating-subnet-choice 8']],
    ['internal with a floating network', 'internal-lb = true\nfloating-network-id = n', ['warning floating-vs-internal 7']],
    ['not internal', 'internal-lb = false\nfloating-network-id = n', []],
    ['a subnet here and in a class', 'subnet-id = s\n[LoadBalancerClass "a"]\nsubnet-id = s\n[LoadBalancerClass "b"]\nnetwork-id = n', ['warning subnet-id-beats-class 8']],
    ['a short delay', 'monitor-delay = 500ms\nmonitor-timeout = 100ms', ['error monitor-ranges 6', 'error monitor-ranges 7']],
    ['one second', 'monitor-delay = 1s\nmonitor-timeout = 1s', []],
    ['half a second more', 'monitor-delay = 5500ms', ['warning monitor-ranges 6']],
    ['a timeout above the delay', 'monitor-delay = 5s\nmonitor-timeout = 6s', ['error monitor-ranges 7']],
    ['a timeout above the default delay', 'monitor-timeout = 6s', ['error monitor-ranges 6']],
    ['the same whole seconds', 'monitor-delay = 5200ms\nmonitor-timeout = 5900ms', ['warning monitor-ranges 6', 'warning monitor-ranges 7']],
    ['a delay below the default timeout', 'monitor-delay = 2s', ['error monitor-ranges 5']],
    ['0 retries', 'monitor-max-retries = 0', ['error monitor-ranges 6']],
    ['11 retries', 'monitor-max-retries-down = 11', ['error monitor-ranges 6']],
    ['1 and 10 retries', 'monitor-max-retries = 1\nmonitor-max-retries-down = 10', []],
    ['a selector', 'node-selector = zone=a, example.com/b,c=', []],
    ['no selector', 'node-selector = a==b', ['warning node-selector-syntax 6']],
    ['an empty item', 'node-selector = "a,,b"', ['warning node-selector-syntax 6']],
    ['a reference', 'default-tls-container-ref = https://x/v1/containers/1234', []],
    ['a reference to nothing', 'default-tls-container-ref = https://x/v1/1234', ['warning tls-ref 6']],
    ['a reference to elsewhere', 'default-tls-container-ref = x\ncontainer-store = external', []],
    ['a monitor', 'create-monitor = true', []],
  ])('%s', (_, lines, findings) => expect(check(lb(lines))).toEqual(findings));

  test('before 1.18 a monitor has no defaults', () => {
    expect(check(lb('create-monitor = true'), '1.17')).toEqual(['error legacy-create-monitor 5']);
    expect(check(lb('create-monitor = true\nmonitor-delay = 9s\nmonitor-timeout = 9s\nmonitor-max-retries = 1'), '1.17')).toEqual([]);
    expect(check(lb('create-monitor = false'), '1.17')).toEqual([]);
    expect(check(lb('monitor-timeout = 6s'), '1.17')).toEqual([]);
    expect(check(lb('monitor-delay = 2s'), '1.17')).toEqual([]);
  });

  test('Cinder CSI does not read them', () => {
    expect(check(lb('lb-provider = ovn\nlb-version = v1\nmonitor-delay = 5'), '1.36', 'cinder-csi')).toEqual([]);
  });
});

describe('the rest', () => {
  test.each<[string, string, Consumer, string[]]>([
    ['both sources', '[Metadata]\nsearch-order = "metadataService, configDrive"', 'ccm', []],
    ['an unknown source', '[Metadata]\nsearch-order = configdrive', 'ccm', ['error search-order 6']],
    ['three sources', '[Metadata]\nsearch-order = configDrive,configDrive,configDrive', 'ccm', ['error search-order 6']],
    ['a source that Cinder CSI does not check', '[Metadata]\nsearch-order = configdrive', 'cinder-csi', []],
    ['a router', '[Route]\nrouter-id = r', 'ccm', ['warning router-id-needs-cluster-cidr 6']],
    ['no volumes', '[BlockStorage]\nnode-volume-attach-limit = 0', 'cinder-csi', ['warning attach-limit 6']],
    ['too many volumes', '[BlockStorage]\nnode-volume-attach-limit = 257', 'cinder-csi', ['warning attach-limit 6']],
    ['256 volumes', '[BlockStorage]\nnode-volume-attach-limit = 256', 'cinder-csi', []],
    ['1 volume', '[BlockStorage]\nnode-volume-attach-limit = 1', 'cinder-csi', []],
    ['a limit that the CCM does not read', '[BlockStorage]\nnode-volume-attach-limit = x', 'ccm', []],
    ['networks', '[Networking]\npublic-network-name = a\npublic-network-name = b', 'ccm', []],
    ['networks with a comma', '[Networking]\npublic-network-name = x\npublic-network-name = a,b', 'ccm', ['warning comma-in-network-name 7']],
    ['networks that are forgotten', '[Networking]\npublic-network-name = a,b\npublic-network-name', 'ccm', []],
    ['a section of another program', '[KeyManager]\nkey-id = k', 'ccm', []],
  ])('%s', (_, lines, consumer, findings) => expect(check(`${GLOBAL}${lines}\n`, '1.36', consumer)).toEqual(findings));

  test('before 1.19 the last network wins', () => {
    expect(check(`${GLOBAL}[Networking]\npublic-network-name = a\npublic-network-name = b\n`, '1.18')).toEqual(['warning repeated-key 6']);
    expect(idsOf(`${GLOBAL}[Networking]\npublic-network-name\n`, '1.18')).toEqual(['value-type']);
    expect(idsOf(`${GLOBAL}[Networking]\npublic-network-name = a,b\n`, '1.18')).toEqual(['comma-in-network-name']);
  });

  test('from 1.32 the nodes of Cinder CSI need no credentials', () => {
    expect(idsOf('[BlockStorage]\nrescan-on-resize = true\n', '1.32', 'cinder-csi')).toEqual([]);
    expect(idsOf('[BlockStorage]\nrescan-on-resize = true\n', '1.31', 'cinder-csi')).toEqual(['auth-url-required', 'one-auth-method']);
    expect(idsOf('[Global]\n', '1.32', 'cinder-csi')).toEqual(['auth-url-required', 'one-auth-method']);
  });
});

describe('clouds with a name', () => {
  const named = GLOBAL.replace('[Global]', '[Global "r2"]');
  test.each<[string, string, string, Consumer, string[]]>([
    ['beside one without', GLOBAL + named, '1.31', 'cinder-csi', []],
    ['beside one without, for the CCM', GLOBAL + named, '1.31', 'ccm', ['info multi-cloud-global 5']],
    ['beside one without, too early', GLOBAL + named, '1.30', 'cinder-csi', ['error multi-cloud-global 5']],
    ['alone', named, '1.31', 'cinder-csi', []],
    ['alone, for the CCM', named, '1.31', 'ccm', ['error multi-cloud-global 1']],
    ['with their own mistakes', `${GLOBAL}[Global "r2"]\n`, '1.31', 'cinder-csi', ['error auth-url-required 5', 'error one-auth-method 5']],
  ])('%s', (_, text, minor, consumer, findings) => expect(check(text, minor, consumer)).toEqual(findings));
});

describe('what is read by nothing', () => {
  test.each<[string, string, string]>([
    ['authurl = x', '[Global] the key "authurl" is read by no component.', 'Write auth-url.'],
    ['tenantName = x', '[Global] the key "tenantName" is read by no component.', 'Write tenant-name.'],
    ['pasword = x', '[Global] the key "pasword" is read by no component.', 'Write password.'],
    ['something = x', '[Global] the key "something" is read by no component.', 'Remove it, or correct its name.'],
    ['[Router]', 'the section "Router" is read by no component, so everything below it is ignored.', 'Write [Route].'],
    ['[Nova]', 'the section "Nova" is read by no component, so everything below it is ignored.',
      'Sections are Global, LoadBalancer, LoadBalancerClass, Networking, Metadata, Route, BlockStorage.'],
    ['[LoadBalancer "x"]', '[LoadBalancer] has no subsections, so everything below it is ignored.', 'Remove the name.'],
  ])('%s', (line, message, fix) => {
    expect(checkCloudConf(`${GLOBAL}region = r\n${line}\n`, '1.36', 'ccm')).toEqual([{ id: 'unknown-keys', severity: 'error', line: 6, message, fix }]);
  });

  test('a key of another release', () => {
    expect(checkCloudConf(`${GLOBAL}[LoadBalancer]\nuse-octavia = true\n`, '1.36', 'ccm')).toEqual([{
      id: 'key-not-in-release', severity: 'warning', line: 6, message: '[LoadBalancer] use-octavia is not read by release 1.36: it was removed in 1.26.', fix: 'Remove it.',
    }]);
    expect(idsOf(`${GLOBAL}[LoadBalancer]\nuse-octavia = true\n`, '1.25')).toEqual([]);
  });

  test('a key that another component reads is none', () => {
    expect(check(`${GLOBAL}[BlockStorage]\nrescan-on-resize = true\n`)).toEqual([]);
    expect(check(`${USER_ID}tenant-id = t\n[Metadata]\nrequest-timeout = 5s\n`, '1.15', 'cinder-csi')).toEqual([]);
  });
});

describe('what stops a component', () => {
  test.each<[string, string, string]>([
    ['monitor-delay = 5', 'must be a number with a unit, such as 5s or 1m30s', 'Correct the value.'],
    ['create-monitor = t', 'must be true or false', 'Correct the value.'],
    ['max-shared-lb = 1.5', 'must be a whole number', 'Correct the value.'],
    ['monitor-max-retries = -1', 'must be a whole number that is not negative', 'Correct the value.'],
    ['flavor-id', 'must be a value after "="', 'Correct the value.'],
    ['lbclasses = x', 'must be left out', 'Remove the line.'],
  ])('%s', (line, problem, fix) => {
    const key = line.split(' ')[0];
    expect(checkCloudConf(`${GLOBAL}[LoadBalancer]\n${line}\n`, '1.36', 'ccm')).toEqual([{
      id: 'value-type', severity: 'error', line: 6, message: `[LoadBalancer] ${key} ${problem}: the cloud controller manager does not start.`, fix,
    }]);
  });

  test('a syntax error is all that is said about the content, without the character', () => {
    expect(checkCloudConf('[Global]\nuse-clouds = t\nx = a#b\n%\n', '1.36', 'ccm')).toMatchObject([
      { id: 'value-type', line: 2 },
      { id: 'comment-cuts-value', line: 3 },
      { id: 'syntax', line: 4, message: 'cannot be parsed: illegal character (column 1), and no component starts with it.' },
    ]);
  });
});

test('a byte order mark is named', () => {
  expect(checkCloudConf(`\ufeff${GLOBAL}`, '1.36', 'ccm')).toEqual([{
    id: 'syntax', severity: 'error', line: 1, message: 'cannot be parsed: it contains a byte order mark, and no component starts with it.', fix: 'Save it as UTF-8 without byte order mark.',
  }]);
});

test('a value that a comment cuts, and a key that is repeated', () => {
  expect(check(`${GLOBAL}region = a#b\nregion = c\nregion = d\n`)).toEqual(['warning comment-cuts-value 5', 'warning repeated-key 5', 'warning repeated-key 6']);
});

describe('findings hold no secret', () => {
  const secret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{9,20}$/);
  const lines = (value: string) => [
    `password = ${value}`, `password = ${value}#x`, `password = "${value}\\x"`, `password = x\n${value}`, `password = x\n${value} = y`, `password = x\nabc = 1\n${value} = y`,
    `password = x\n[${value}]`, `use-clouds = ${value}`, `password = ${value}\npassword = x`, `monitor-delay = \\\n${value}`, `token = ${value}\nuser-id = x`, `password = x\n${value}"`,
  ];

  test('whatever is wrong with its line', () => {
    fc.assert(fc.property(secret, (value) => {
      for (const line of lines(value)) {
        for (const consumer of ['ccm', 'cinder-csi'] as const) expect(JSON.stringify(checkCloudConf(`[Global]\n${line}\n`, '1.36', consumer))).not.toContain(value);
      }
    }));
  });

  test('but the name of a key that follows a known one', () => {
    expect(checkCloudConf(`${GLOBAL}region = r\nsomething = x\n`, '1.36', 'ccm')[0].message).toContain('"something"');
    expect(checkCloudConf(`${GLOBAL}something = x\n`, '1.36', 'ccm')[0].message).toBe('[Global] this key is read by no component.');
    expect(checkCloudConf(`${GLOBAL}[Something]\n`, '1.36', 'ccm')[0].message).toBe('this section is read by no component, so everything below it is ignored.');
    expect(checkCloudConf(`${GLOBAL}[Networking]\nsomething = x\n`, '1.36', 'ccm')[0].message).toContain('"something"');
  });
});

test('secrets of a file are found by key', () => {
  expect(secretsIn('[global]\nPassword = x\npassword = y\ntoken =\ntoken\n[Global "b"]\ntrustee-password = z\n[X]\npassword = z')).toEqual(['[Global] password', '[Global] trustee-password']);
});
