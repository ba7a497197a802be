import {
  ADDRESS_ANNOTATION, expectedOf, proxyProtocolOf, readSince, SERVICE_ANNOTATIONS, ServiceAnnotation,
} from '../../../src/openstack/load-balancer/annotations';
import { conflicts } from '../../../src/openstack/load-balancer/combinations';
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
  ['healthMonitorMaxRetries', '11', '1.36', 'a whole number between 1 and 10'],
  ['connectionLimit', '-1', '1.36', undefined],
  ['connectionLimit', '-2', '1.36', 'a whole number of at least 1, or -1 for no limit'],
  ['method', 'ROUND_ROBIN', '1.36', undefined],
  ['method', 'round_robin', '1.36', 'one of ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP, SOURCE_IP_PORT'],
  ['nodeSelector', 'env=prod,ssd', '1.36', undefined],
  ['nodeSelector', 'env prod', '1.36', 'node labels such as "env=prod,ssd"'],
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
  expect(readSince(A.proxyProtocol, 'true', '1.15')).toBeUndefined();
});

test.each([
  [{ internal: 'true', floatingSubnet: 'public' }, 'TCP', ['floatingSubnet']],
  [{ internal: 'false', floatingSubnet: 'public' }, 'TCP', []],
  [{ proxyProtocol: 'v1', xForwardedFor: 'true' }, 'TCP', ['proxyProtocol']],
  [{ proxyProtocol: 'false', xForwardedFor: 'true' }, 'TCP', []],
  [{ healthMonitorDelay: '5', healthMonitorTimeout: '5' }, 'TCP', ['healthMonitorTimeout']],
  [{ healthMonitor: 'false', healthMonitorDelay: '5' }, 'TCP', ['healthMonitorDelay']],
  [{ tlsContainerRef: 'https://barbican.example.com/v1/secrets/a' }, 'UDP', ['tlsContainerRef']],
  [{ xForwardedFor: 'false' }, 'UDP', []],
])('%j with %s ports conflicts in %j', (options, protocol, expected) => {
  const request = { options: new Map(Object.entries(options)) as any, protocols: new Set([protocol]) };
  expect(conflicts(request).map(({ option }) => option)).toEqual(expected);
});
