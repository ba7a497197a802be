import { Duration } from 'cdk8s';
import { invalid, refuse } from '../../../core/errors';
import { isAtLeast } from '../../../kubernetes/minor';
import { isDnsSubdomain, isLabelValue, isQualifiedName, requireInteger, requireOneOf } from '../../../kubernetes/names';
import { LoadBalancerOptions, LoadBalancingMethod, ProxyProtocol } from '../octavia/load-balancer-options';

/** The text of an annotation; `release` is the minor of the provider that reads it. */
type Write = (property: string, value: any, release: string) => string;

const PREFIX = 'loadbalancer.openstack.org/';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const flag: Write = (property, value) => typeof value === 'boolean' ? String(value) : invalid(property, value, 'true or false');
const text: Write = (property, value) => typeof value === 'string' && value.trim() ? value : invalid(property, value, 'a text that is not empty');
const uuid: Write = (property, value) => UUID.test(value) ? value : invalid(property, value, 'a UUID', 'The OpenStack client shows ids with `list`');
const retries: Write = (property, value) => String(requireInteger(property, value, 1, 10));
const seconds: Write = (property, value: Duration) => String(requireInteger(property, value.toSeconds(), 1));
const milliseconds: Write = (property, value: Duration) => String(requireInteger(property, value.toMilliseconds(), 0, 86400000 * 365));
const member = (values: { [key: string]: string }): Write => (property, value) => requireOneOf(property, value, Object.values(values));

/** Version 1 is written as "true" where the annotation was a switch: the provider reads versions since 1.31. */
const proxyProtocol: Write = (property, value, release) => {
  const version = member(ProxyProtocol)(property, value, release);
  return version === ProxyProtocol.V1 && !isAtLeast(release, '1.31') ? 'true' : version;
};

/**
 * Each option with its annotation, and the minor of the provider whose last patch is the first to read it, where that is not 1.15. The provider
 * ignores annotations that it does not know.
 *
 * Source: pkg/openstack/loadbalancer.go of cloud-provider-openstack and its tags.
 */
const ANNOTATIONS: { [K in keyof LoadBalancerOptions]-?: readonly [annotation: string, write: Write, since?: string] } = {
  internal: ['service.beta.kubernetes.io/openstack-internal-load-balancer', flag],
  configClass: [`${PREFIX}class`, text],
  floatingNetworkId: [`${PREFIX}floating-network-id`, uuid],
  floatingSubnetId: [`${PREFIX}floating-subnet-id`, uuid],
  floatingSubnet: [`${PREFIX}floating-subnet`, text],
  floatingSubnetTags: [`${PREFIX}floating-subnet-tags`, text, '1.21'],
  keepFloatingIp: [`${PREFIX}keep-floatingip`, flag],
  networkId: [`${PREFIX}network-id`, uuid, '1.17'],
  subnetId: [`${PREFIX}subnet-id`, uuid],
  memberSubnetId: [`${PREFIX}member-subnet-id`, uuid, '1.25'],
  portId: [`${PREFIX}port-id`, uuid],
  loadBalancerId: [`${PREFIX}load-balancer-id`, uuid, '1.23'],
  flavorId: [`${PREFIX}flavor-id`, uuid, '1.19'],
  availabilityZone: [`${PREFIX}availability-zone`, text, '1.20'],
  method: [`${PREFIX}lb-method`, member(LoadBalancingMethod), '1.32'],
  connectionLimit: [`${PREFIX}connection-limit`, (property, value) => value === -1 ? '-1' : String(requireInteger(property, value, 1))],
  proxyProtocol: [`${PREFIX}proxy-protocol`, proxyProtocol],
  xForwardedFor: [`${PREFIX}x-forwarded-for`, flag],
  tlsContainerRef: [`${PREFIX}default-tls-container-ref`, text, '1.21'],
  healthMonitor: [`${PREFIX}enable-health-monitor`, flag, '1.18'],
  healthMonitorDelay: [`${PREFIX}health-monitor-delay`, seconds, '1.24'],
  healthMonitorTimeout: [`${PREFIX}health-monitor-timeout`, seconds, '1.24'],
  healthMonitorMaxRetries: [`${PREFIX}health-monitor-max-retries`, retries, '1.24'],
  healthMonitorMaxRetriesDown: [`${PREFIX}health-monitor-max-retries-down`, retries, '1.26'],
  timeoutClientData: [`${PREFIX}timeout-client-data`, milliseconds],
  timeoutMemberConnect: [`${PREFIX}timeout-member-connect`, milliseconds],
  timeoutMemberData: [`${PREFIX}timeout-member-data`, milliseconds],
  timeoutTcpInspect: [`${PREFIX}timeout-tcp-inspect`, milliseconds],
  nodeSelector: [`${PREFIX}node-selector`, nodeSelector, '1.28'],
  hostname: [`${PREFIX}hostname`, (property, value) => isDnsSubdomain(value) ? value : invalid(property, value, 'a host name such as "www.example.com"'), '1.25'],
};

/** The annotations of a Service that the options stand for, in the words of a release of the provider. */
export function octaviaAnnotations(options: LoadBalancerOptions, release: string): { [key: string]: string } {
  requireCombination(options);
  const annotations: { [key: string]: string } = {};
  for (const [property, [annotation, write]] of Object.entries(ANNOTATIONS)) {
    const value = options[property as keyof LoadBalancerOptions];
    if (value !== undefined) annotations[annotation] = write(property, value, release);
  }
  return annotations;
}

/** Names of the options that are set, besides those of `except`. */
export function octaviaOptions(options: LoadBalancerOptions, except: (keyof LoadBalancerOptions)[]): (keyof LoadBalancerOptions)[] {
  const all = Object.keys(ANNOTATIONS) as (keyof LoadBalancerOptions)[];
  return all.filter((property) => options[property] !== undefined && !except.includes(property));
}

/** Options that are set and that the release ignores, each with the first minor that reads it. */
export function ignoredBy(release: string, options: LoadBalancerOptions): string[] {
  const ignored = octaviaOptions(options, []).flatMap((property) => {
    const since = ANNOTATIONS[property][2];
    return since && !isAtLeast(release, since) ? [`${property} (since ${since})`] : [];
  });
  const second = options.proxyProtocol === ProxyProtocol.V2 && !isAtLeast(release, '1.31');
  return second ? [...ignored, 'proxyProtocol v2 (since 1.31)'] : ignored;
}

function nodeSelector(property: string, labels: { [key: string]: string }): string {
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualifiedName(key) || !isLabelValue(value)) invalid(property, `${key}=${value}`, 'labels of nodes such as { env: "prod" }');
  }
  return Object.entries(labels).map(([key, value]) => value ? `${key}=${value}` : key).join(',');
}

function requireCombination(options: LoadBalancerOptions): void {
  const floating = octaviaOptions(options, []).find((property) => /^(floating|keepFloating)/.test(property));
  if (options.internal && floating) refuse(floating, 'is set, but an internal load balancer has no floating IP');
  if (options.proxyProtocol && options.xForwardedFor) {
    refuse('proxyProtocol', 'and xForwardedFor can not be used together: the controller refuses the Service');
  }
  const { healthMonitorDelay: delay, healthMonitorTimeout: timeout } = options;
  if (delay && timeout && timeout.toSeconds() >= delay.toSeconds()) refuse('healthMonitorTimeout', 'must be less than healthMonitorDelay');
  const monitor = octaviaOptions(options, ['healthMonitor']).find((property) => property.startsWith('healthMonitor'));
  if (options.healthMonitor === false && monitor) refuse(monitor, 'is set, but healthMonitor is false');
}
