import { Chart, Duration } from 'cdk8s';
import { Advice, Cluster, LoadBalancerMethod, octavia, Protocol, Release, StatefulApplication, StorageAnalysis } from '../../../../src';
import known from '../../../evidence/upstream/service-annotations.json';
import { Output, scope } from '../../../support/synth';

const id = '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10';
const selector = { app: 'web' };
const service = (props: Partial<octavia.LoadBalancerServiceProps> = {}, release = Release.V1_36) =>
  Output.of((chart) => new octavia.LoadBalancerService(new Cluster(chart, 'c', { release }), 'web', { name: 'web', selector, port: 80, ...props })).get('Service');

/** Written by the controller; nobody sets it. */
const WRITTEN_BY_CONTROLLER = ['loadbalancer.openstack.org/load-balancer-address'];

test('tags are lists without commas, which the provider reads since 1.37', () => {
  const release = Release.V1_36.extend({ minor: '1.37' });
  expect(service({ loadBalancerTags: ['prod', 'team=web'] }, release).metadata.annotations).toEqual({ 'loadbalancer.openstack.org/load-balancer-tags': 'prod,team=web' });
  expect(() => service({ poolTags: ['a,b'] }, release)).toThrow('poolTags must be a tag without commas, got "a,b"');
});

test('has no annotation that was not asked for', () => expect(service()).toMatchSnapshot());

test('an external load balancer with every option', () => {
  expect(service({
    namespace: 'apps',
    configClass: 'internetFacing',
    floatingNetworkId: id,
    floatingSubnetId: id,
    floatingSubnet: '~public-.*',
    floatingSubnetTags: 'a,b',
    keepFloatingIp: true,
    networkId: id,
    subnetId: id,
    memberSubnetId: id,
    portId: id,
    flavorId: id,
    availabilityZone: 'az1',
    method: LoadBalancerMethod.LEAST_CONNECTIONS,
    connectionLimit: -1,
    proxyProtocol: octavia.ProxyProtocol.V2,
    tlsContainerRef: `https://barbican/v1/containers/${id}`,
    healthMonitor: true,
    healthMonitorDelay: Duration.seconds(10),
    healthMonitorTimeout: Duration.seconds(5),
    healthMonitorMaxRetries: 2,
    healthMonitorMaxRetriesDown: 3,
    timeoutClientData: Duration.minutes(1),
    timeoutMemberConnect: Duration.seconds(5),
    timeoutMemberData: Duration.millis(1500),
    timeoutTcpInspect: Duration.seconds(0),
    nodeSelector: { env: 'production', ssd: '' },
    hostname: 'www.example.com',
    port: undefined,
    ports: [{ name: 'https', port: 8443, servicePort: 443 }],
    externalTrafficPolicy: octavia.ExternalTrafficPolicy.LOCAL,
    sourceRanges: ['10.0.0.0/8', '192.0.2.0/24'],
    address: '203.0.113.10',
    ipFamilyPolicy: octavia.IpFamilyPolicy.PREFER_DUAL_STACK,
    ipFamilies: [octavia.IpFamily.IPV4, octavia.IpFamily.IPV6],
    sessionAffinity: octavia.SessionAffinity.CLIENT_IP,
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'me' },
  })).toMatchSnapshot();
});

test('every annotation that the provider knows has an option', () => {
  const all = [
    service({ internal: true, xForwardedFor: true, connectionLimit: 1000, proxyProtocol: undefined }),
    service({
      configClass: 'a',
      floatingNetworkId: id,
      floatingSubnetId: id,
      floatingSubnet: 'a',
      floatingSubnetTags: 'a',
      keepFloatingIp: false,
      networkId: id,
      subnetId: id,
      memberSubnetId: id,
      portId: id,
      loadBalancerId: id,
      flavorId: id,
      availabilityZone: 'a',
      method: LoadBalancerMethod.SOURCE_IP,
      proxyProtocol: octavia.ProxyProtocol.V1,
      tlsContainerRef: `https://barbican.example.com/v1/secrets/${id}`,
      healthMonitor: true,
      healthMonitorDelay: Duration.seconds(2),
      healthMonitorTimeout: Duration.seconds(1),
      healthMonitorMaxRetries: 1,
      healthMonitorMaxRetriesDown: 1,
      timeoutClientData: Duration.seconds(1),
      timeoutMemberConnect: Duration.seconds(1),
      timeoutMemberData: Duration.seconds(1),
      timeoutTcpInspect: Duration.seconds(1),
      nodeSelector: { a: 'b' },
      hostname: 'a',
    }),
    service({ loadBalancerTags: ['prod', 'team=web'], listenerTags: ['a'], poolTags: ['b'] }, Release.V1_36.extend({ minor: '1.37' })),
  ].flatMap(({ metadata }) => Object.keys(metadata.annotations));
  expect([...new Set([...all, ...WRITTEN_BY_CONTROLLER])].sort()).toEqual([...known].sort());
});

test('the pods of a StatefulApplication', () => {
  const output = Output.of((chart) => {
    const application = new StatefulApplication(chart, 'db', { image: 'a', port: 5432 });
    new octavia.LoadBalancerService(chart, 'db-public', { application, port: 5432, internal: true });
  });
  expect(output.get('Service', 'db-public').spec.selector).toEqual(output.get('StatefulSet').spec.template.metadata.labels);
});

test('leads to ports by number: its own names need not be those of the pods, and it lies beside them', () => {
  const output = Output.of((chart) => {
    const application = new StatefulApplication(chart, 'db', { image: 'a', port: 5432, namespace: 'apps' });
    new octavia.LoadBalancerService(chart, 'db-public', { application, ports: [{ name: 'postgres', port: 5432, servicePort: 15432 }] });
  });
  const { metadata, spec } = output.get('Service', 'db-public');
  expect(spec.ports).toEqual([{ name: 'postgres', port: 15432, targetPort: 5432 }]);
  expect(metadata.namespace).toBe('apps');
});

test.each([['1.23', false], ['1.24', true]])('TCP and UDP on one Service, in Kubernetes %s: %s', (kubernetesVersion, fine) => {
  const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
  const build = () => new octavia.LoadBalancerService(cluster, 'dns', { selector, ports: [{ name: 'tcp', port: 53 }, { name: 'udp', port: 53, protocol: Protocol.UDP }] });
  if (fine) expect(build).not.toThrow();
  else expect(build).toThrow('ports mix TCP and UDP, which Kubernetes accepts since 1.24');
});

describe('options by release of the provider', () => {
  const at = (release: Release, props: Partial<octavia.LoadBalancerServiceProps>) => {
    const cluster = new Cluster(scope(), 'c', { release });
    const { service: made } = new octavia.LoadBalancerService(cluster, 'x', { selector, port: 80, ...props });
    return { annotations: made.toJson().metadata.annotations, notes: Advice.of(cluster).open.map(({ id: rule, message }) => `${rule} ${message}`) };
  };

  test.each<[string, Release, Release, Partial<octavia.LoadBalancerServiceProps>]>([
    ['the annotation', Release.V1_16, Release.V1_17, { networkId: id }],
    ['the annotation', Release.V1_17, Release.V1_18, { healthMonitor: true }],
    ['the annotation', Release.V1_23, Release.V1_24, { healthMonitorDelay: Duration.seconds(5) }],
    ['the annotation', Release.V1_24, Release.V1_25, { hostname: 'a.example.com' }],
    ['the annotation', Release.V1_27, Release.V1_28, { nodeSelector: { a: 'b' } }],
    ['the annotation', Release.V1_31, Release.V1_32, { method: LoadBalancerMethod.SOURCE_IP }],
    ['the value "v2"', Release.V1_30, Release.V1_31, { proxyProtocol: octavia.ProxyProtocol.V2 }],
  ])('%s, of %s and of %s: %j', (what, before, since, props) => {
    expect(at(before, props).notes).toEqual([`OLB004 release ${before.minor} of the cloud controller manager does not read ${what}, which ${since.minor} added.`]);
    expect(at(since, props).notes).toEqual([]);
  });

  test('the PROXY protocol was a switch before it had versions', () => {
    const annotation = 'loadbalancer.openstack.org/proxy-protocol';
    expect([Release.V1_15, Release.V1_30, Release.V1_31].map((release) => at(release, { proxyProtocol: octavia.ProxyProtocol.V1 }).annotations[annotation])).toEqual(['true', 'true', 'v1']);
  });
});

test.each<[string, any]>([
  ['name must be a DNS label', { name: 'a.b' }],
  ['selector must contain at least one label', { selector: {} }],
  ['ports cannot be used: proxy-protocol works with TCP only', { port: undefined, ports: [{ port: 53, protocol: 'UDP' }], proxyProtocol: octavia.ProxyProtocol.V2 }],
  ['ports cannot be used: x-forwarded-for makes the listener of port 53 (UDP) HTTP, which serves TCP only', { port: undefined, ports: [{ name: 'a', port: 80 }, { name: 'b', port: 53, protocol: 'UDP' }], xForwardedFor: true }],
  ['ports cannot be used: default-tls-container-ref makes the listener of port 53 (SCTP) TERMINATED_HTTPS', { port: undefined, ports: [{ port: 53, protocol: 'SCTP' }], tlsContainerRef: 'a' }],
  ['sourceRanges must be a CIDR block such as "192.168.1.0/24", got "300.0.0.1/8"', { sourceRanges: ['300.0.0.1/8'] }],
  ['sourceRanges must be a network address with all host bits zero, got "10.0.0.1/8". Write "10.0.0.0/8"', { sourceRanges: ['10.0.0.1/8'] }],
  ['address must be an IP address', { address: 'www.example.com' }],
  ['ipFamilies[0] must be one of IPv4, IPv6, got "ipv4". Use IpFamily.IPV4', { ipFamilies: ['ipv4'] }],
  ['ipFamilyPolicy must be one of SingleStack', { ipFamilyPolicy: 'Dual' }],
  ['sessionAffinity must be one of None, ClientIP', { sessionAffinity: 'Cookie' }],
  ['application or selector is required, but not both', { selector: undefined }],
  ['ports must contain at least one port', { port: undefined }],
  ['port must be a port number', { port: 0 }],
  ['ports[0].port must be a port number', { port: undefined, ports: [{ port: 0 }] }],
  ['selector["a"] must be a label value', { selector: { a: ' ' } }],
  ['floatingNetworkId must be a UUID, got "public". The OpenStack client shows ids', { floatingNetworkId: 'public' }],
  ['proxyProtocol cannot be used: proxy-protocol and x-forwarded-for exclude each other: the controller rejects the Service', { proxyProtocol: octavia.ProxyProtocol.V1, xForwardedFor: true }],
  ['proxyProtocol must be one of v1, v2, got "v3"', { proxyProtocol: 'v3' as any }],
  ['healthMonitorTimeout cannot be used: the timeout of the health monitor is 6 s and the delay 5 s', { healthMonitorTimeout: Duration.seconds(6) }],
  ['sourceRanges cannot be used: 10.0.0.0/8 is IPv4, but the load balancer is IPv6', { sourceRanges: ['10.0.0.0/8'], ipFamilies: [octavia.IpFamily.IPV6] }],
  ['sourceRanges cannot be used: the ranges are IPv4 and IPv6', { sourceRanges: ['10.0.0.0/8', '2001:db8::/32'] }],
  ['address cannot be used: 2001:db8::1 is IPv6, but the load balancer is IPv4', { address: '2001:db8::1', ipFamilies: [octavia.IpFamily.IPV4] }],
  ['ports cannot be used: proxy-protocol', { port: undefined, ports: [{ port: 53, protocol: 'UDP' }], annotations: { 'loadbalancer.openstack.org/proxy-protocol': 'true' } }],
  ['healthMonitorMaxRetries must be a whole number between 1 and 10, got 11', { healthMonitorMaxRetries: 11 }],
  ['connectionLimit must be a whole number of at least 1, or -1 for no limit, got 0', { connectionLimit: 0 }],
  ['nodeSelector must be labels of nodes', { nodeSelector: { 'a b': '' } }],
  ['hostname must be a host name', { hostname: 'A B' }],
  ['internal must be true or false, got "yes"', { internal: 'yes' as any }],
  ['availabilityZone must be a non-empty string', { availabilityZone: '' }],
  ['sourceRanges must be a CIDR block such as "192.168.1.0/24", got "10.0.0.1"', { sourceRanges: ['10.0.0.1'] }],
  ['annotations holds loadbalancer.openstack.org/class, which an option of its own is for', {
    configClass: 'a', annotations: { 'loadbalancer.openstack.org/class': 'b' },
  }],
])('refuses: %s', (message, props) => {
  expect(() => new octavia.LoadBalancerService(scope(), 'x', { selector, port: 80, ...props })).toThrow(`test/x: ${message}`);
});

test.each<[string[], Partial<octavia.LoadBalancerServiceProps>]>([
  [['OLB012'], { externalTrafficPolicy: octavia.ExternalTrafficPolicy.LOCAL }],
  [[], { externalTrafficPolicy: octavia.ExternalTrafficPolicy.LOCAL, healthMonitor: true }],
  [['OLB009'], { loadBalancerId: id, flavorId: id }],
  [[], { loadBalancerId: id, timeoutClientData: Duration.seconds(5) }],
  [['OLB009'], { loadBalancerId: id, internal: true }],
  [['OLB005'], { internal: true, floatingSubnet: 'a' }],
  [['OLB005'], { healthMonitor: false, healthMonitorDelay: Duration.seconds(5) }],
  [['OLB005'], { healthMonitorDelay: Duration.seconds(5), healthMonitorTimeout: Duration.seconds(5) }],
  [['OLB003'], { timeoutClientData: Duration.millis(50) }],
  [['OLB010'], { xForwardedFor: true, port: 443 }],
  [['OLB001'], { annotations: { 'loadbalancer.openstack.org/keep-floating-ip': 'true' } }],
])('advice %j', (expected, props) => {
  const chart = scope() as Chart;
  new octavia.LoadBalancerService(chart, 'x', { selector, port: 80, ...props });
  expect(Advice.of(chart).open.map((note) => note.id)).toEqual(expected);
});

test('one acknowledgement closes what synth and check say', () => {
  const chart = scope() as Chart;
  const made = new octavia.LoadBalancerService(chart, 'x', { selector, port: 443, xForwardedFor: true });
  Advice.of(made).acknowledge('OLB010', 'the members speak HTTP on 443');
  expect(Advice.of(chart).open).toEqual([]);
  expect(StorageAnalysis.of(chart).acknowledged.map(({ rule, acknowledged }) => [rule, acknowledged]))
    .toEqual([['OLB010', 'the members speak HTTP on 443']]);
});
