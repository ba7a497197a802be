import { Duration } from 'cdk8s';
import { invalid, refuse } from '../../../core/errors';
import { isDnsSubdomain, isLabelValue, isQualifiedName, requireInteger } from '../../../core/names';
import { LoadBalancerOptions, LoadBalancingMethod, ProxyProtocol } from '../load-balancer-options';

type Write = (property: string, value: any) => string;

const PREFIX = 'loadbalancer.openstack.org/';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const flag: Write = (property, value) => typeof value === 'boolean' ? String(value) : invalid(property, value, 'true or false');
const text: Write = (property, value) => typeof value === 'string' && value.trim() ? value : invalid(property, value, 'a text that is not empty');
const uuid: Write = (property, value) => UUID.test(value) ? value : invalid(property, value, 'a UUID', 'The OpenStack client shows ids with `list`');
const retries: Write = (property, value) => String(requireInteger(property, value, 1, 10));
const seconds: Write = (property, value: Duration) => String(requireInteger(property, value.toSeconds(), 1));
const milliseconds: Write = (property, value: Duration) => String(requireInteger(property, value.toMilliseconds(), 0, 86400000 * 365));
const member = (values: { [key: string]: string }): Write => (property, value) =>
  Object.values(values).includes(value) ? value : invalid(property, value, `one of ${Object.values(values).join(', ')}`);

/** Each option with its annotation, as pkg/openstack/loadbalancer.go of cloud-provider-openstack reads it. */
const ANNOTATIONS: { [K in keyof LoadBalancerOptions]-?: readonly [string, Write] } = {
  internal: ['service.beta.kubernetes.io/openstack-internal-load-balancer', flag],
  configClass: [`${PREFIX}class`, text],
  floatingNetworkId: [`${PREFIX}floating-network-id`, uuid],
  floatingSubnetId: [`${PREFIX}floating-subnet-id`, uuid],
  floatingSubnet: [`${PREFIX}floating-subnet`, text],
  floatingSubnetTags: [`${PREFIX}floating-subnet-tags`, text],
  keepFloatingIp: [`${PREFIX}keep-floatingip`, flag],
  networkId: [`${PREFIX}network-id`, uuid],
  subnetId: [`${PREFIX}subnet-id`, uuid],
  memberSubnetId: [`${PREFIX}member-subnet-id`, uuid],
  portId: [`${PREFIX}port-id`, uuid],
  loadBalancerId: [`${PREFIX}load-balancer-id`, uuid],
  flavorId: [`${PREFIX}flavor-id`, uuid],
  availabilityZone: [`${PREFIX}availability-zone`, text],
  method: [`${PREFIX}lb-method`, member(LoadBalancingMethod)],
  connectionLimit: [`${PREFIX}connection-limit`, (property, value) => value === -1 ? '-1' : String(requireInteger(property, value, 1))],
  proxyProtocol: [`${PREFIX}proxy-protocol`, member(ProxyProtocol)],
  xForwardedFor: [`${PREFIX}x-forwarded-for`, flag],
  tlsContainerRef: [`${PREFIX}default-tls-container-ref`, text],
  healthMonitor: [`${PREFIX}enable-health-monitor`, flag],
  healthMonitorDelay: [`${PREFIX}health-monitor-delay`, seconds],
  healthMonitorTimeout: [`${PREFIX}health-monitor-timeout`, seconds],
  healthMonitorMaxRetries: [`${PREFIX}health-monitor-max-retries`, retries],
  healthMonitorMaxRetriesDown: [`${PREFIX}health-monitor-max-retries-down`, retries],
  timeoutClientData: [`${PREFIX}timeout-client-data`, milliseconds],
  timeoutMemberConnect: [`${PREFIX}timeout-member-connect`, milliseconds],
  timeoutMemberData: [`${PREFIX}timeout-member-data`, milliseconds],
  timeoutTcpInspect: [`${PREFIX}timeout-tcp-inspect`, milliseconds],
  nodeSelector: [`${PREFIX}node-selector`, nodeSelector],
  hostname: [`${PREFIX}hostname`, (property, value) => isDnsSubdomain(value) ? value : invalid(property, value, 'a host name such as "www.example.com"')],
};

/** The annotations of a Service that the options stand for. */
export function octaviaAnnotations(options: LoadBalancerOptions): { [key: string]: string } {
  requireCombination(options);
  const annotations: { [key: string]: string } = {};
  for (const [property, [annotation, write]] of Object.entries(ANNOTATIONS)) {
    const value = options[property as keyof LoadBalancerOptions];
    if (value !== undefined) annotations[annotation] = write(property, value);
  }
  return annotations;
}

/** Names of the options that are set, besides those of `except`. */
export function octaviaOptions(options: LoadBalancerOptions, except: (keyof LoadBalancerOptions)[]): string[] {
  const all = Object.keys(ANNOTATIONS) as (keyof LoadBalancerOptions)[];
  return all.filter((property) => options[property] !== undefined && !except.includes(property));
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
