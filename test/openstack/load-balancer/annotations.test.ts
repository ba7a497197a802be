import {
  ADDRESS_ANNOTATION, expectedOf, proxyProtocolOf, readSince, SERVICE_ANNOTATIONS, ServiceAnnotation,
} from '../../../src/openstack/load-balancer/annotations';
import { isMeant, lacksPrefix, meant } from '../../../src/openstack/load-balancer/names';
import known from '../../evidence/upstream/service-annotations.json';

const id = '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10';
const A: { [option: string]: ServiceAnnotation } = SERVICE_ANNOTATIONS;

test('the table holds every annotation that the provider reads, and no other', () => {
  const names = Object.values(A).map(({ name }) => name);
  expect([...names, ADDRESS_ANNOTATION].sort()).toEqual([...known].sort());
});

test.each([
  ['internal', 'true', '1.36', undefined],
  ['internal', 'yes', '1.36', '"true" or "false"'],
  ['floatingNetworkId', id, '1.36', undefined],
  ['floatingNetworkId', 'public', '1.36', 'a UUID'],
  ['timeoutClientData', '50000', '1.36', undefined],
  ['timeoutClientData', '50s', '1.36', 'a whole number of milliseconds between 0 and 31536000000'],
  ['healthMonitorDelay', '0', '1.36', 'a whole number of seconds of at least 1'],
  ['healthMonitorMaxRetries', '1', '1.36', undefined],
  ['healthMonitorMaxRetries', '10', '1.36', undefined],
  ['healthMonitorMaxRetries', '0', '1.36', 'a whole number between 1 and 10'],
  ['healthMonitorMaxRetries', '11', '1.36', 'a whole number between 1 and 10'],
  ['connectionLimit', '-1', '1.36', undefined],
  ['connectionLimit', '-2', '1.36', 'a whole number of at least 1, or -1 for no limit'],
  ['method', 'ROUND_ROBIN', '1.36', undefined],
  ['method', 'round_robin', '1.36', 'one of ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP, SOURCE_IP_PORT'],
  ['nodeSelector', 'env=prod,ssd', '1.36', undefined],
  ['nodeSelector', 'env prod', '1.36', 'node labels such as "env=prod,ssd"'],
  ['poolTags', 'team=web,prod', '1.37', undefined],
  ['poolTags', 'prod,,', '1.37', 'tags, separated by commas'],
  ['hostname', 'www.example.com', '1.36', undefined],
  ['hostname', 'www_1', '1.36', 'a host name such as "www.example.com"'],
  ['proxyProtocol', 'v2', '1.36', undefined],
  ['proxyProtocol', 'v3', '1.36', 'v1, v2, true or false'],
  ['configClass', ' ', '1.36', 'a non-empty string'],
])('%s: %j at %s needs %j', (option, text, release, expected) => {
  expect(expectedOf(A[option], text, release)).toBe(expected);
});

test('before 1.31 the annotation of the PROXY protocol is a switch', () => {
  expect(proxyProtocolOf('true', '1.30')).toBe(1);
  expect(proxyProtocolOf('v1', '1.30')).toBe(0);
  expect(proxyProtocolOf('v1', '1.31')).toBe(1);
  expect(proxyProtocolOf('v2', '1.31')).toBe(2);
  expect(proxyProtocolOf('maybe', '1.31')).toBeUndefined();
});

test('says since which release an annotation is read', () => {
  expect(readSince(A.method, 'SOURCE_IP', '1.31')).toBe('1.32');
  expect(readSince(A.method, 'SOURCE_IP', '1.32')).toBeUndefined();
  expect(readSince(A.proxyProtocol, 'v2', '1.30')).toBe('1.31');
  expect(readSince(A.proxyProtocol, 'v1', '1.30')).toBe('1.31');
  expect(readSince(A.proxyProtocol, 'true', '1.15')).toBeUndefined();
});

const OWN = 'loadbalancer.openstack.org/';
const INTERNAL = 'service.beta.kubernetes.io/openstack-internal-load-balancer';

test.each([
  [`${OWN}keep-floating-ip`, `${OWN}keep-floatingip`],
  [`${OWN}keepFloatingIP`, `${OWN}keep-floatingip`],
  [`${OWN}proxy`, `${OWN}proxy-protocol`],
  [`${OWN}proxy-protcol`, `${OWN}proxy-protocol`],
  [`${OWN}timeout-client`, `${OWN}timeout-client-data`],
  [`${OWN}monitor-delay`, `${OWN}health-monitor-delay`],
  [`${OWN}create-monitor`, `${OWN}enable-health-monitor`],
  [`${OWN}tls-container-ref`, `${OWN}default-tls-container-ref`],
  [`${OWN}healthMonitorMaxRetries`, `${OWN}health-monitor-max-retries`],
  [`${OWN}internal`, INTERNAL],
  [`${OWN}openstack-internal-load-balancer`, INTERNAL],
  ['service.beta.kubernetes.io/openstack-internal-loadbalancer', INTERNAL],
  ['load-balancer.openstack.org/subnet-id', `${OWN}subnet-id`],
  ['loadbalancers.openstack.org/class', `${OWN}class`],
  ['openstack.org/floating-network-id', `${OWN}floating-network-id`],
  ['subnet-id', `${OWN}subnet-id`],
  [`${OWN}colour`, undefined],
])('%s is meant for the controller and stands for %s', (name, expected) => {
  expect(isMeant(name) || lacksPrefix(name)).toBe(true);
  expect(meant(name)).toBe(expected);
});

test.each([
  'example.com/subnet-id', 'hostname', 'class', 'service.beta.kubernetes.io/aws-load-balancer-internal', 'openstack.k-orc.cloud/managed-by',
  'cinder.csi.openstack.org/affinity', 'octavia.ingress.kubernetes.io/internal', 'service.beta.kubernetes.io/load-balancer-source-ranges',
])('%s is not meant for the controller', (name) => expect(isMeant(name) || lacksPrefix(name)).toBe(false));
