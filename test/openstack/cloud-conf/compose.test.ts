import { readFileSync } from 'node:fs';
import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Auth, ContainerStore, EndpointType, LoadBalancerMethod, LoadBalancerProvider, MetadataSource, SecretText,
} from '../../../src';
import { checkCloudConf } from '../../../src/openstack/cloud-conf/checks/check-cloud-conf';
import { CloudConfigSections } from '../../../src/openstack/cloud-conf/cloud-config-sections';
import { composeCloudConf, ComposedConf } from '../../../src/openstack/cloud-conf/compose';
import { decode } from '../../../src/openstack/cloud-conf/decode';
import { readGcfg } from '../../../src/openstack/cloud-conf/gcfg-reader';
import { isRead, KEYS, KeyRow } from '../../../src/openstack/cloud-conf/keys';
import measured from '../../evidence/upstream/cloud-conf-facts.json';

const UUID = 'bc8a590a-5d65-4525-98f3-f7ef29c727d5';
const PEM = readFileSync('test/fixtures/ca.pem', 'utf8');
const auth = Auth.applicationCredential({ id: '21dced0f', secret: SecretText.unsafe('s') });
const global = { authUrl: 'https://openstack.example.com:5000/v3', auth };
const password = SecretText.unsafe('p');

function compose(sections: Partial<CloudConfigSections>, minor = '1.36'): ComposedConf {
  return composeCloudConf({ global, ...sections }, { minor });
}

/** The lines of a section, without its header. */
function lines(sections: Partial<CloudConfigSections>, minor?: string, section = 0): string[] {
  return compose(sections, minor).pieces.join('').split('\n\n')[section].trimEnd().split('\n').slice(1);
}

/** The ids of the notes. */
function notes(sections: Partial<CloudConfigSections>, minor?: string): string[] {
  return compose(sections, minor).notes.map(({ id }) => id);
}

describe('every property writes its key', () => {
  const second = (sections: Partial<CloudConfigSections>, minor?: string) => lines(sections, minor, 1);

  test('masks as long as addresses', () => {
    expect(lines({ networking: { addressSortOrder: ['10.0.0.1/32', '::1/128'] } }, undefined, 1)).toEqual(['address-sort-order = "10.0.0.1/32,::1/128"']);
  });

  test('[Global]', () => {
    expect(lines({
      global: {
        ...global, region: 'RegionOne', osEndpointType: EndpointType.INTERNAL, caFile: '/etc/ca/ca.pem', tlsInsecure: false, certFile: '/c/tls.crt', keyFile: '/c/tls.key',
      },
    })).toEqual([
      'auth-url = "https://openstack.example.com:5000/v3"', 'region = "RegionOne"', 'os-endpoint-type = "internal"', 'ca-file = "/etc/ca/ca.pem"', 'tls-insecure = false',
      'cert-file = "/c/tls.crt"', 'key-file = "/c/tls.key"', 'application-credential-id = "21dced0f"', 'application-credential-secret = "s"',
    ]);
    expect(lines({ global: { ...global, caFileContents: PEM.replace(/\n/g, '\r\n') } })).toContain(`cafilecontents = "${PEM.replace(/\n/g, '\\n')}"`);
  });

  test('[LoadBalancer]', () => {
    expect(second({
      loadBalancer: {
        enabled: true,
        lbVersion: 'v2',
        subnetId: UUID,
        memberSubnetId: UUID,
        networkId: UUID,
        floatingNetworkId: UUID,
        floatingSubnet: 'public-*',
        floatingSubnetTags: '&a,b',
        lbMethod: LoadBalancerMethod.SOURCE_IP_PORT,
        lbProvider: LoadBalancerProvider.OVN,
        createMonitor: true,
        monitorDelay: Duration.minutes(1),
        monitorTimeout: Duration.seconds(30),
        monitorMaxRetries: 2,
        monitorMaxRetriesDown: 10,
        manageSecurityGroups: true,
        internalLb: false,
        nodeSelector: { 'zone': 'a', 'example.com/lb': '' },
        cascadeDelete: false,
        flavorId: UUID.replace(/-/g, ''),
        availabilityZone: 'nova',
        enableIngressHostname: true,
        ingressHostnameSuffix: 'nip.io',
        containerStore: ContainerStore.EXTERNAL,
        defaultTlsContainerRef: 'https://x/v1/containers/1',
        maxSharedLb: 3,
        providerRequiresSerialApiCalls: true,
      },
    })).toEqual([
      'enabled = true', 'lb-version = "v2"', `subnet-id = "${UUID}"`, `member-subnet-id = "${UUID}"`, `network-id = "${UUID}"`, `floating-network-id = "${UUID}"`,
      'floating-subnet = "public-*"', 'floating-subnet-tags = "&a,b"', 'lb-method = "SOURCE_IP_PORT"', 'lb-provider = "ovn"', 'create-monitor = true', 'monitor-delay = 60s',
      'monitor-timeout = 30s', 'monitor-max-retries = 2', 'monitor-max-retries-down = 10', 'manage-security-groups = true', 'internal-lb = false',
      'node-selector = "example.com/lb,zone=a"', 'cascade-delete = false', `flavor-id = "${UUID.replace(/-/g, '')}"`, 'availability-zone = "nova"',
      'enable-ingress-hostname = true', 'ingress-hostname-suffix = "nip.io"', 'default-tls-container-ref = "https://x/v1/containers/1"', 'container-store = "external"',
      'max-shared-lb = 3', 'provider-requires-serial-api-calls = true',
    ]);
    expect(second({ loadBalancer: { floatingSubnetId: UUID, floatingNetworkId: UUID } })).toContain(`floating-subnet-id = "${UUID}"`);
  });

  test('[LoadBalancerClass "name"], by name, also without keys', () => {
    const text = compose({ loadBalancerClasses: { 'b"': { networkId: UUID }, 'a': {} } }).pieces.join('');
    expect(text).toContain(`\n\n[LoadBalancerClass "a"]\n\n[LoadBalancerClass "b\\""]\nnetwork-id = "${UUID}"\n`);
  });

  test('[Networking], lists as repeated keys', () => {
    expect(second({ networking: { ipv6SupportDisabled: true, publicNetworkName: ['a', 'b c'], internalNetworkName: ['d'], addressSortOrder: ['10.0.0.0/8', '2001:db8::/32'] } })).toEqual([
      'ipv6-support-disabled = true', 'public-network-name = "a"', 'public-network-name = "b c"', 'internal-network-name = "d"', 'address-sort-order = "10.0.0.0/8,2001:db8::/32"',
    ]);
    expect(compose({ networking: { publicNetworkName: [] } }).pieces.join('')).not.toContain('Networking');
  });

  test('[Metadata], [Route] and [BlockStorage]', () => {
    const searchOrder = [MetadataSource.METADATA_SERVICE, MetadataSource.CONFIG_DRIVE];
    expect(second({ metadata: { searchOrder, requestTimeout: Duration.millis(1500) } }))
      .toEqual(['search-order = "metadataService,configDrive"', 'request-timeout = 1500ms']);
    expect(second({ route: { routerId: UUID } })).toEqual([`router-id = "${UUID}"`]);
    expect(second({ blockStorage: { nodeVolumeAttachLimit: 25, rescanOnResize: true, ignoreVolumeAz: true, ignoreVolumeMicroversion: true } }))
      .toEqual(['node-volume-attach-limit = 25', 'rescan-on-resize = true', 'ignore-volume-az = true', 'ignore-volume-microversion = true']);
  });

  test('keys of old releases', () => {
    const old = { global: { ...global, auth: Auth.password({ username: 'u', domainId: 'default', tenantId: 't', password }) } };
    expect(second({ ...old, blockStorage: { bsVersion: 'v2', trustDevicePath: true } }, '1.15')).toEqual(['bs-version = "v2"', 'trust-device-path = true']);
    expect(second({ ...old, loadBalancer: { useOctavia: true } }, '1.15')).toEqual(['use-octavia = true']);
    expect(lines({ global: { ...global, tlsInsecure: true } }, '1.19')).toContain('tlsinsecure = true');
    expect(lines({ global: { ...global, tlsInsecure: true } }, '1.20')).toContain('tls-insecure = true');
  });

  const settable = KEYS.filter(({ property, auth: fromAuth }) => property && !fromAuth);

  test.each(settable.map((row): [string, typeof row] => [`${row.section}.${row.key}`, row]))('%s', (_, row) => {
    const minor = ['1.36', '1.23', '1.19'].find((candidate) => isRead(row, candidate))!;
    expect(compose(settingOf(row), minor).pieces.join('')).toMatch(new RegExp(`^${row.key} = .`, 'm'));
  });
});

const samples: { [type: string]: unknown } = { bool: true, int: 1, uint: 1, duration: Duration.seconds(3), list: ['a'], word: 'public' };
const formats: { [format: string]: unknown } = { url: 'https://x', path: '/x', uuid: UUID, pem: PEM, cidrs: ['10.0.0.0/8'], labels: { a: 'b' }, comma: ['configDrive'] };
const sectionProps: { [section: string]: string } = {
  LoadBalancer: 'loadBalancer', Networking: 'networking', Metadata: 'metadata', Route: 'route', BlockStorage: 'blockStorage',
};

/** Sections in which the property of a key has a value, and whatever it needs. */
function settingOf(row: KeyRow): Partial<CloudConfigSections> {
  const value = row.values?.includes('true') ? true
    : row.open ? LoadBalancerProvider.F5 : (row.format && formats[row.format]) ?? row.values?.[0] ?? samples[row.type] ?? 'x';
  const given = { [row.property!]: value };
  if (row.section === 'LoadBalancerClass') return { loadBalancerClasses: { a: given } };
  if (row.section !== 'Global') return { [sectionProps[row.section]]: given };
  const pair = /^(cert|key)File$/.test(row.property!) ? { certFile: '/c', keyFile: '/k' } : {};
  return { global: { authUrl: global.authUrl, auth: row.auth ? AUTHS[row.property!] : anyRelease, ...pair, ...(!row.auth && given) } };
}

const user = { userId: 'u', tenantId: 't', password };
const anyRelease = Auth.password(user);
const trustee = Auth.trust({ trustId: 't', trusteeId: 'u', trusteePassword: password });
const byName = Auth.applicationCredentialByName({ name: 'n', secret: password, userId: 'u' });
const cloudsYaml = Auth.cloudsYaml('c', '/x');

/** A way to authenticate that sets the property and needs no other that is newer. */
const AUTHS: { [property: string]: Auth } = {
  userId: anyRelease,
  password: anyRelease,
  tenantId: anyRelease,
  username: Auth.password({ username: 'u', domainId: 'd', tenantId: 't', password }),
  domainId: Auth.password({ username: 'u', domainId: 'd', tenantId: 't', password }),
  domainName: Auth.password({ username: 'u', domainName: 'd', tenantId: 't', password }),
  tenantName: Auth.password({ username: 'u', domainId: 'd', tenantName: 't', password }),
  tenantDomainId: Auth.password({ userId: 'u', tenantName: 't', tenantDomainId: 'd', password }),
  tenantDomainName: Auth.password({ userId: 'u', tenantName: 't', tenantDomainName: 'd', password }),
  userDomainId: Auth.password({ username: 'u', userDomainId: 'd', tenantId: 't', password }),
  userDomainName: Auth.password({ username: 'u', userDomainName: 'd', tenantId: 't', password }),
  trustId: Auth.trust({ trustId: 't', userId: 'u', password }),
  trusteeId: trustee,
  trusteePassword: trustee,
  token: Auth.token({ token: password, tenantId: 't' }),
  applicationCredentialId: auth,
  applicationCredentialSecret: auth,
  applicationCredentialName: byName,
  useClouds: cloudsYaml,
  cloudsFile: cloudsYaml,
  cloud: cloudsYaml,
};

describe('every property is taken by exactly the releases of which something was seen to read its key', () => {
  const named = [...new Map(KEYS.filter(({ property }) => property).map((row) => [`${row.section}.${row.property}`, row]))];

  test.each(named)('%s', (_, row) => {
    const spellings = KEYS.filter(({ section, property }) => section === row.section && property === row.property).map(({ key }) => key);
    const facts = measured.keys.filter(({ section, key }) => section === row.section && spellings.includes(key));
    const number = (minor: string) => Number(minor.split('.')[1]);
    for (let minor = 15; minor <= 36; minor++) {
      const read = facts.some(({ since, removed }) => Object.entries(since as { [consumer: string]: string }).some(([consumer, first]) => {
        const gone = (removed as { [consumer: string]: string } | null)?.[consumer] ?? (removed as { all?: string } | null)?.all;
        return minor >= number(first) && (gone === undefined || minor < number(gone));
      }));
      const old = row.property === 'createMonitor' ? { loadBalancer: { createMonitor: true, monitorDelay: Duration.seconds(5), monitorTimeout: Duration.seconds(3), monitorMaxRetries: 1 } } : undefined;
      const attempt = () => compose({ global: { ...global, auth: anyRelease }, ...(old ?? settingOf(row)) }, `1.${minor}`).pieces.join('');
      if (read) expect(attempt()).toMatch(new RegExp(`^(${spellings.join('|')}) = .`, 'm'));
      else expect(attempt).toThrow(/ was (added|removed) in 1\.\d+; the release is 1\.\d+\. Omit it or choose another release$/);
    }
  });
});

describe('every way to authenticate', () => {
  const of = (a: Auth, minor?: string) => lines({ global: { ...global, auth: a } }, minor).slice(1);
  const url = (a: Auth) => lines({ global: { auth: a } });

  test('password', () => {
    expect(of(Auth.password({ username: 'u', userDomainName: 'Default', tenantName: 't', tenantDomainId: 'default', password })))
      .toEqual(['username = "u"', 'password = "p"', 'tenant-name = "t"', 'tenant-domain-id = "default"', 'user-domain-name = "Default"']);
    expect(of(Auth.password({ userId: 'u', tenantName: 't', tenantDomainName: 'D', password })))
      .toEqual(['user-id = "u"', 'password = "p"', 'tenant-name = "t"', 'tenant-domain-name = "D"']);
    expect(of(Auth.password({ username: 'u', tenantId: 't', domainName: 'D', password }))).toContain('domain-name = "D"');
    expect(of(Auth.password({ username: 'u', tenantId: 't', userDomainId: 'D', password }))).toContain('user-domain-id = "D"');
  });

  test('application credential', () => {
    expect(of(auth)).toEqual(['application-credential-id = "21dced0f"', 'application-credential-secret = "s"']);
    expect(of(Auth.applicationCredentialByName({ name: 'n', secret: password, userId: 'u' }))).toEqual(['user-id = "u"', 'application-credential-name = "n"', 'application-credential-secret = "p"']);
  });

  test('token', () => expect(of(Auth.token({ token: password, tenantId: 't' }))).toEqual(['tenant-id = "t"', 'token = "p"']));

  test('trust', () => {
    expect(of(Auth.trust({ trustId: 't', trusteeId: 'u', trusteePassword: password }))).toEqual(['trust-id = "t"', 'trustee-id = "u"', 'trustee-password = "p"']);
    expect(of(Auth.trust({ trustId: 't', trusteeId: 'u', trusteePassword: password }), '1.19')).toEqual(['trust-id = "t"', 'trusteeid = "u"', 'trusteepassword = "p"']);
    expect(of(Auth.trust({ trustId: 't', userId: 'u', password }), '1.15')).toEqual(['user-id = "u"', 'password = "p"', 'trust-id = "t"']);
  });

  test('clouds.yaml', () => {
    expect(url(Auth.cloudsYaml())).toEqual(['use-clouds = true']);
    expect(url(Auth.cloudsYaml('c', '/etc/openstack/clouds.yaml'))).toEqual(['use-clouds = true', 'clouds-file = "/etc/openstack/clouds.yaml"', 'cloud = "c"']);
  });
});

describe('a wrong value is an error that names its property', () => {
  test.each<[string, object, string]>([
    ['no auth', { global: { authUrl: 'https://x' } }, 'global.auth is missing. Use a factory of Auth'],
    ['no URL', { global: { auth } }, 'global.authUrl is missing: the client does not know where to authenticate. Set it to the URL of Keystone'],
    ['no project', { global: { ...global, auth: Auth.password({ userId: 'u', password }) } }, 'global.auth.tenantId is missing: a token without project has no service catalog. Set tenantId, or tenantName with its domain'],
    ['no project of a user with domain', { global: { ...global, auth: Auth.password({ username: 'u', userDomainName: 'd', password }) } }, 'global.auth.tenantId is missing'],
    ['a token without project', { global: { ...global, auth: Auth.token({ token: password }) } }, 'global.auth.token has no project, which fails before the first request. Set tenantId'],
    ['what is no Auth', { global: { ...global, auth: { username: 'u', password: 'hidden' } } }, 'global.auth is not an Auth. Use a factory of Auth'],
    ['a URL with password that is none', { global: { ...global, authUrl: 'https://u:a/hidden@x' } }, 'global.authUrl must not contain a user or password. Use Auth'],
    ['a URL of another scheme with password', { global: { ...global, authUrl: 'ftp://u:hidden@x' } }, 'global.authUrl must not contain a user or password'],
    ['nothing for a section', { loadBalancer: null }, 'loadBalancer must be the settings of a section, by name'],
    ['a text for a section', { networking: 'hidden' }, 'networking must be the settings of a section, by name'],
    ['a list for classes', { loadBalancerClasses: ['hidden'] }, 'loadBalancerClasses must be settings by name'],
    ['a text for a class', { loadBalancerClasses: { gold: 'hidden' } }, 'loadBalancerClasses["gold"] must be the settings of a section, by name'],
    ['a text for extra keys', { loadBalancer: { extraKeys: 'hidden' } }, 'loadBalancer.extraKeys must be strings by key, such as { "new-key": "value" }'],
    ['no URL at all', { global: { ...global, authUrl: 'openstack.example.com' } }, 'global.authUrl must be a URL such as "https://openstack.example.com:5000/v3", got "openstack.example.com"'],
    ['another scheme', { global: { ...global, authUrl: 'ftp://x' } }, 'global.authUrl must be a URL'],
    ['a URL with password', { global: { ...global, authUrl: 'https://u:hidden@x' } }, 'global.authUrl must not contain a user or password. Use Auth'],
    ['an unknown property', { global: { ...global, authurl: 'x' } }, 'global.authurl is unknown (known: authUrl, caFile'],
    ['credentials outside of Auth', { global: { ...global, username: 'u' } }, 'global.username is unknown'],
    ['an empty text', { global: { ...global, region: '' } }, 'global.region must be a non-empty string, got "". Omit it instead'],
    ['a number for a text', { global: { ...global, region: 7 } }, 'global.region must be a string, got 7'],
    ['an unknown endpoint type', { global: { ...global, osEndpointType: 'publicURL' } }, 'global.osEndpointType must be one of public, internal, admin, got "publicURL"'],
    ['a bundle that is none', { global: { ...global, caFileContents: '/etc/ca.pem' } }, 'global.caFileContents contains no certificate. Give PEM text with a BEGIN CERTIFICATE and an END CERTIFICATE line'],
    ['a relative path', { global: { ...global, caFile: 'ca.pem' } }, 'global.caFile must be an absolute path'],
    ['a text for a boolean', { global: { ...global, tlsInsecure: 'true' } }, 'global.tlsInsecure must be true or false, got "true"'],
    ['a secret that cannot be carried', { global: { ...global, auth: Auth.token({ token: SecretText.unsafe('hidden\r') }) } }, 'global.auth.token contains a carriage return'],
    ['blanks in an ID', { global: { ...global, auth: Auth.applicationCredential({ id: 'a b', secret: password }) } }, 'global.auth.applicationCredentialId must be an ID without blanks, got "a b"'],
    ['a certificate without key', { global: { ...global, certFile: '/c' } }, 'global.certFile is ignored without keyFile. Set keyFile'],
    ['a user without domain', { global: { ...global, auth: Auth.password({ username: 'u', tenantId: 't', password }) } }, 'global.auth.username has no domain. Set userDomainId or userDomainName'],
    ['a name for an ID', { loadBalancer: { floatingNetworkId: 'public' } }, 'loadBalancer.floatingNetworkId must be a UUID such as "bc8a590a-5d65-4525-98f3-f7ef29c727d5", got "public". A name does not work here'],
    ['an unknown method', { loadBalancer: { lbMethod: 'RANDOM' } }, 'loadBalancer.lbMethod must be one of ROUND_ROBIN'],
    ['a text for a provider', { loadBalancer: { lbProvider: 'ovn' } }, 'loadBalancer.lbProvider must be a value such as LoadBalancerProvider.OVN, got "ovn"'],
    ['ovn without its method', { loadBalancer: { lbProvider: LoadBalancerProvider.OVN } }, 'loadBalancer.lbMethod must be SOURCE_IP_PORT'],
    ['a number for a duration', { loadBalancer: { monitorDelay: 5 } }, 'loadBalancer.monitorDelay must be a Duration of cdk8s, such as Duration.seconds(5), got 5'],
    ['no duration', { metadata: { requestTimeout: Duration.seconds(0) } }, 'metadata.requestTimeout must be greater than zero'],
    ['too long a duration', { metadata: { requestTimeout: Duration.days(200_000) } }, 'metadata.requestTimeout is 17280000000s, which is out of range'],
    ['too short a duration', { metadata: { requestTimeout: Duration.millis(1e-7) } }, 'metadata.requestTimeout is 1e-7ms, which is out of range'],
    ['a short duration', { loadBalancer: { monitorDelay: Duration.millis(900) } }, 'loadBalancer.monitorDelay must be at least 1s'],
    ['too many retries', { loadBalancer: { monitorMaxRetries: 11 } }, 'loadBalancer.monitorMaxRetries must be a whole number between 1 and 10, got 11'],
    ['a fraction', { loadBalancer: { maxSharedLb: 1.5 } }, 'loadBalancer.maxSharedLb must be a whole number of at least 1, got 1.5'],
    ['a label that is none', { loadBalancer: { nodeSelector: { 'a b': 'c' } } }, 'loadBalancer.nodeSelector must be label keys'],
    ['a list for labels', { loadBalancer: { nodeSelector: ['a'] } }, 'loadBalancer.nodeSelector must be labels such as { zone: "a" }, got ["a"]'],
    ['a wrong value of a class', { loadBalancerClasses: { gold: { subnetId: 'x' } } }, 'loadBalancerClasses["gold"].subnetId must be a UUID'],
    ['a class without name', { loadBalancerClasses: { '': {} } }, 'loadBalancerClasses[""] has an empty name'],
    ['a network that is two', { networking: { publicNetworkName: ['a,b'] } }, 'networking.publicNetworkName[0] must be the name of one network, got "a,b". Make each name a separate item'],
    ['a text for a list', { networking: { publicNetworkName: 'a' } }, 'networking.publicNetworkName must be a list of non-empty strings, got "a"'],
    ['an empty item', { networking: { publicNetworkName: [''] } }, 'networking.publicNetworkName must be a list'],
    ['no mask', { networking: { addressSortOrder: ['10.0.0.0'] } }, 'networking.addressSortOrder must be CIDRs such as "10.0.0.0/8" or "2001:db8::/32", got "10.0.0.0"'],
    ['too long a mask', { networking: { addressSortOrder: ['10.0.0.0/33'] } }, 'networking.addressSortOrder must be CIDRs'],
    ['two masks', { networking: { addressSortOrder: ['10.0.0.0/8/8'] } }, 'networking.addressSortOrder must be CIDRs'],
    ['an address with zone', { networking: { addressSortOrder: ['fe80::1%eth0/64'] } }, 'networking.addressSortOrder must be CIDRs'],
    ['no address', { networking: { addressSortOrder: ['x/8'] } }, 'networking.addressSortOrder must be CIDRs'],
    ['a source twice', { metadata: { searchOrder: ['configDrive', 'configDrive'] } }, 'metadata.searchOrder must be one or more of configDrive, metadataService, each once'],
    ['no source', { metadata: { searchOrder: [] } }, 'metadata.searchOrder must be one or more'],
    ['an unknown source', { metadata: { searchOrder: ['x'] } }, 'metadata.searchOrder must be one or more'],
    ['a negative limit', { blockStorage: { nodeVolumeAttachLimit: -1 } }, 'blockStorage.nodeVolumeAttachLimit must be a whole number of at least 0, got -1'],
  ])('%s', (_, sections, message) => {
    expect(() => compose(sections)).toThrow(message);
    expect(() => compose(sections)).not.toThrow('hidden');
  });
});

describe('a key that the release does not read is an error that names the release', () => {
  const minors = Array.from({ length: 22 }, (_, i) => `1.${i + 15}`);

  test.each<[string, object, string, string]>([
    ['token', { global: { ...global, auth: Auth.token({ token: password, tenantId: 't' }) } }, '1.34', 'global.auth.token (token) was added in 1.35; the release is 1.34'],
    ['application credentials', {}, '1.15', 'global.auth.applicationCredentialId (application-credential-id) was added in 1.16; the release is 1.15'],
    ['node selector', { loadBalancer: { nodeSelector: { a: 'b' } } }, '1.30', 'loadBalancer.nodeSelector (node-selector) was added in 1.31; the release is 1.30'],
    ['bs-version', { blockStorage: { bsVersion: 'v2' } }, '1.24', 'blockStorage.bsVersion (bs-version) was removed in 1.24; the release is 1.24. Omit it or choose another release'],
    ['use-octavia', { loadBalancer: { useOctavia: true } }, '1.36', 'loadBalancer.useOctavia (use-octavia) was removed in 1.26; the release is 1.36'],
    ['two networks', { networking: { publicNetworkName: ['a', 'b'] } }, '1.18', 'networking.publicNetworkName accepts a list since 1.19; the release is 1.18'],
    ['more clouds', { extraClouds: { r2: global } }, '1.30', 'extraClouds["r2"] needs release 1.31, the first in which Cinder CSI supports several clouds; the release is 1.30'],
  ])('%s', (_, sections, minor, message) => expect(() => compose(sections, minor)).toThrow(message));

  test('and one that it reads is written', () => {
    expect(lines({ networking: { publicNetworkName: ['a'] } }, '1.18', 1)).toEqual(['public-network-name = "a"']);
    expect(lines({ networking: { publicNetworkName: ['a', 'b'] } }, '1.19', 1)).toHaveLength(2);
    expect(lines({ extraClouds: { r2: global } }, '1.31', 1)).toHaveLength(3);
    for (const minor of minors.slice(1)) expect(lines({}, minor)).toHaveLength(3);
  });

  test('one that only one of the components reads already is a note', () => {
    const early = { global: { ...global, auth: Auth.password({ userId: 'u', tenantName: 't', tenantDomainId: 'd', password }) } };
    expect(compose(early, '1.15').notes).toEqual([{ id: 'key-not-read-yet', message: 'global.auth.tenantDomainId: Cinder CSI reads tenant-domain-id since 1.16 only.', fix: 'Check that it does without.' }]);
    expect(notes(early, '1.16')).toEqual([]);
  });
});

describe('rules that warn become notes', () => {
  test.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['a CA that verifies nothing', { global: { ...global, caFile: '/ca', tlsInsecure: true } }, ['ca-file-xor-insecure']],
    ['an unknown provider', { loadBalancer: { lbProvider: LoadBalancerProvider.of('vmwareedge') } }, ['lb-provider-known']],
    ['a router: the CCM knows about its flags', { route: { routerId: UUID } }, []],
    ['no volumes', { blockStorage: { nodeVolumeAttachLimit: 0 } }, ['attach-limit']],
    ['a project by ID and name', { global: { ...global, auth: Auth.password({ userId: 'u', password, tenantId: 't', tenantName: 'n', tenantDomainId: 'd' }) } }, ['tenant-id-xor-tenant-name']],
    ['a token for a domain', { global: { ...global, auth: Auth.token({ token: password, domainId: 'd' }) } }, ['token-needs-project']],
  ])('%s', (_, sections, ids) => expect(notes(sections)).toEqual(ids));

  test('in the words of the props', () => {
    expect(compose({ loadBalancer: { internalLb: true, floatingNetworkId: UUID } }).notes).toEqual([{
      id: 'floating-vs-internal', message: 'loadBalancer.floatingNetworkId is never used: with internalLb = true no Service gets a floating IP.', fix: 'Remove one of them.',
    }]);
  });

  test('a provider has a name', () => {
    expect(() => LoadBalancerProvider.of('a b')).toThrow('name must be the name of a provider such as "vmwareedge", got "a b"');
  });
});

describe('extra keys', () => {
  const extra = (extraKeys: object) => ({ loadBalancer: { maxSharedLb: 3, extraKeys } as any });

  test('are written as they are, by name', () => {
    expect(lines(extra({ 'new-key': 'a"b', 'a-key': '' }), undefined, 1)).toEqual(['max-shared-lb = 3', 'a-key = ""', 'new-key = "a\\"b"']);
  });

  test('may be known ones that the release does not read, and are checked like them', () => {
    expect(lines(extra({ 'use-octavia': 'true' }), undefined, 1)).toContain('use-octavia = "true"');
    expect(notes(extra({ 'Container-Store': 'vault' }))).toEqual(['container-store-known']);
    expect(lines({ networking: { publicNetworkName: [], extraKeys: { 'public-network-name': 'a' } } }, undefined, 1)).toEqual(['public-network-name = "a"']);
  });

  test.each<[string, object, string]>([
    ['a key that is set', extra({ 'MAX-SHARED-LB': '4' }), 'loadBalancer.extraKeys["MAX-SHARED-LB"] is set already, by loadBalancer.maxSharedLb'],
    ['a value that stops the CCM', extra({ 'monitor-delay': '5' }), 'loadBalancer.extraKeys["monitor-delay"] must be a number with a unit, such as 5s or 1m30s; otherwise the component does not start'],
    ['a trap', extra({ lbclasses: 'x' }), 'must be left out'],
    ['a number', extra({ a: 7 }), 'loadBalancer.extraKeys["a"] must be a string, exactly as in the file'],
    ['no key', extra({ a_b: 'x' }), 'loadBalancer.extraKeys["a_b"] writes the key "a_b", which gcfg cannot parse'],
    ['a key that stands there already, in other letters', extra({ 'new-key': 'a', 'NEW-KEY': 'b' }), 'loadBalancer.extraKeys["new-key"] is set already, by loadBalancer.extraKeys["NEW-KEY"]: keys are case-insensitive'],
    ['a part of another way to authenticate', { global: { ...global, extraKeys: { 'Use-Clouds': 'true' } } }, 'global.extraKeys["Use-Clouds"] is an authentication option, and the client silently picks one of several methods. Use a factory of Auth, or CloudConfigFile'],
    ['a secret', { global: { ...global, extraKeys: { token: 'hidden' } } }, 'global.extraKeys["token"] is a secret. Pass it to Auth as a SecretText'],
  ])('%s is refused', (_, sections, message) => expect(() => compose(sections)).toThrow(message));
});

describe('secrets', () => {
  test('that are known here are listed with their source', () => {
    expect(compose({}).credentials).toEqual([{ property: 'global.auth.applicationCredentialSecret', source: 'a literal in the program' }]);
  });

  test('of a store leave their place open, with a name of their own', () => {
    const stored = Auth.password({ userId: 'u', tenantId: 't', password: SecretText.fromStore({ store: 'v', key: 'k' }) });
    const cloud = { ...global, auth: stored };
    const { pieces, credentials } = compose({ global: cloud, extraClouds: { b: cloud, a: cloud } });
    expect(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.later.name]))).toEqual(['password', 'password2', 'password3']);
    expect(credentials).toEqual([]);
  });
});

test('the CA of the options is that of every cloud which has none', () => {
  const pieces = composeCloudConf({
    global, extraClouds: { a: { ...global, caFile: '/a.pem' }, b: { ...global, caFileContents: PEM }, c: global },
  }, { minor: '1.36', caFile: '/ca.pem' }).pieces;
  expect(pieces.join('').match(/^\[.*|^ca.*/gm)).toEqual(['[Global]', 'ca-file = "/ca.pem"', '[Global "a"]', 'ca-file = "/a.pem"', '[Global "b"]', `cafilecontents = "${PEM.replace(/\n/g, '\\n')}"`, '[Global "c"]', 'ca-file = "/ca.pem"']);
});

test('what is written is read back, and has nothing to complain about', () => {
  const carried = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[\0\r]|\p{Cs}/u.test(text));
  fc.assert(fc.property(carried, carried, carried.filter((s) => !s.includes(',')), carried.filter((s) => !s.includes('\n')), (secret, region, network, name) => {
    const text = compose({
      global: { ...global, region, auth: Auth.applicationCredential({ id: 'x', secret: SecretText.unsafe(secret) }) },
      networking: { publicNetworkName: [network, 'b'] },
      loadBalancerClasses: { [name]: { networkId: UUID } },
    }).pieces.join('');
    const { settings, headers } = decode(readGcfg(text), '1.36', 'ccm');
    const value = (key: string) => settings.filter(({ row }) => row.key === key).map((s) => s.value).flat();
    expect([value('application-credential-secret'), value('region'), value('public-network-name')]).toEqual([[secret], [region], [network, 'b']]);
    expect(headers[headers.length - 2].header.subsection).toBe(name);
    expect(checkCloudConf(text, '1.36', 'ccm')).toEqual([]);
  }), { numRuns: 300 });
});
