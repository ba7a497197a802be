/*
 * Annotations of a Service of type LoadBalancer that the OpenStack cloud-controller-manager reads. It ignores annotations that it does not know.
 *
 * Source: pkg/openstack/loadbalancer.go of cloud-provider-openstack and its tags; tags of 1.37 from the merged pull request #3149.
 */
import { isAtLeast, Minor } from '../../kubernetes/minor';
import { isDnsSubdomain, isLabelValue, isQualifiedName } from '../../kubernetes/names';

/** Type of an annotation's value. */
type AnnotationType = 'boolean' | 'integer' | 'uuid' | 'name' | 'text' | 'hostname' | 'node selector' | 'method' | 'tags' | 'PROXY protocol';

/** One annotation of a Service. */
export interface ServiceAnnotation {
  readonly name: string;
  readonly type: AnnotationType;
  /** Unit of an integer. */
  readonly unit?: 'seconds' | 'milliseconds';
  /** Smallest and largest integer. With `unlimited`, -1 is also allowed and means "no limit". */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unlimited?: boolean;
  /** First minor of the provider whose latest patch reads it; undefined if 1.15 does. */
  readonly since?: Minor;
}

const PREFIX = 'loadbalancer.openstack.org/';

/** A year: longer than any connection. */
const LONGEST_MILLISECONDS = 86_400_000 * 365;

const milliseconds = { type: 'integer', unit: 'milliseconds', minimum: 0, maximum: LONGEST_MILLISECONDS } as const;
const seconds = { type: 'integer', unit: 'seconds', minimum: 1, since: '1.24' } as const;

/** Every annotation, by the name of its option in `LoadBalancerService`. */
export const SERVICE_ANNOTATIONS = {
  internal: { name: 'service.beta.kubernetes.io/openstack-internal-load-balancer', type: 'boolean' },
  configClass: { name: `${PREFIX}class`, type: 'name' },
  floatingNetworkId: { name: `${PREFIX}floating-network-id`, type: 'uuid' },
  floatingSubnetId: { name: `${PREFIX}floating-subnet-id`, type: 'uuid' },
  floatingSubnet: { name: `${PREFIX}floating-subnet`, type: 'text' },
  floatingSubnetTags: { name: `${PREFIX}floating-subnet-tags`, type: 'text', since: '1.21' },
  keepFloatingIp: { name: `${PREFIX}keep-floatingip`, type: 'boolean' },
  networkId: { name: `${PREFIX}network-id`, type: 'uuid', since: '1.17' },
  subnetId: { name: `${PREFIX}subnet-id`, type: 'uuid' },
  memberSubnetId: { name: `${PREFIX}member-subnet-id`, type: 'uuid', since: '1.25' },
  portId: { name: `${PREFIX}port-id`, type: 'uuid' },
  loadBalancerId: { name: `${PREFIX}load-balancer-id`, type: 'uuid', since: '1.23' },
  loadBalancerTags: { name: `${PREFIX}load-balancer-tags`, type: 'tags', since: '1.37' },
  listenerTags: { name: `${PREFIX}listener-tags`, type: 'tags', since: '1.37' },
  poolTags: { name: `${PREFIX}pool-tags`, type: 'tags', since: '1.37' },
  flavorId: { name: `${PREFIX}flavor-id`, type: 'uuid', since: '1.19' },
  availabilityZone: { name: `${PREFIX}availability-zone`, type: 'name', since: '1.20' },
  method: { name: `${PREFIX}lb-method`, type: 'method', since: '1.32' },
  connectionLimit: { name: `${PREFIX}connection-limit`, type: 'integer', minimum: 1, unlimited: true },
  proxyProtocol: { name: `${PREFIX}proxy-protocol`, type: 'PROXY protocol' },
  xForwardedFor: { name: `${PREFIX}x-forwarded-for`, type: 'boolean' },
  tlsContainerRef: { name: `${PREFIX}default-tls-container-ref`, type: 'text', since: '1.21' },
  healthMonitor: { name: `${PREFIX}enable-health-monitor`, type: 'boolean', since: '1.18' },
  healthMonitorDelay: { name: `${PREFIX}health-monitor-delay`, ...seconds },
  healthMonitorTimeout: { name: `${PREFIX}health-monitor-timeout`, ...seconds },
  healthMonitorMaxRetries: { name: `${PREFIX}health-monitor-max-retries`, type: 'integer', minimum: 1, maximum: 10, since: '1.24' },
  healthMonitorMaxRetriesDown: { name: `${PREFIX}health-monitor-max-retries-down`, type: 'integer', minimum: 1, maximum: 10, since: '1.26' },
  timeoutClientData: { name: `${PREFIX}timeout-client-data`, ...milliseconds },
  timeoutMemberConnect: { name: `${PREFIX}timeout-member-connect`, ...milliseconds },
  timeoutMemberData: { name: `${PREFIX}timeout-member-data`, ...milliseconds },
  timeoutTcpInspect: { name: `${PREFIX}timeout-tcp-inspect`, ...milliseconds },
  nodeSelector: { name: `${PREFIX}node-selector`, type: 'node selector', since: '1.28' },
  hostname: { name: `${PREFIX}hostname`, type: 'hostname', since: '1.25' },
} satisfies { [option: string]: ServiceAnnotation };

/** Name of an option and its annotation. */
export type AnnotationKey = keyof typeof SERVICE_ANNOTATIONS;

/** Written by the controller; setting it has no effect. */
export const ADDRESS_ANNOTATION = `${PREFIX}load-balancer-address`;

/** Load balancing methods of Octavia. */
export const METHODS = ['ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP', 'SOURCE_IP_PORT'] as const;

/** All annotations, each with the name of its option. */
export const ANNOTATIONS = Object.entries(SERVICE_ANNOTATIONS) as ReadonlyArray<readonly [AnnotationKey, ServiceAnnotation]>;

/** First minor of the provider that reads a version of the PROXY protocol from the annotation; before, it is a boolean that enables version 1. */
export const PROXY_PROTOCOL_VERSIONS_SINCE: Minor = '1.31';

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** What the provider expects as value, in the words of an error message; undefined if the value is valid. */
export function expectedOf(annotation: ServiceAnnotation, text: string, release: Minor): string | undefined {
  switch (annotation.type) {
    case 'boolean': return text === 'true' || text === 'false' ? undefined : '"true" or "false"';
    case 'integer': return isInteger(annotation, text) ? undefined : integerIn(annotation);
    case 'uuid': return UUID.test(text) ? undefined : 'a UUID';
    case 'hostname': return isDnsSubdomain(text) ? undefined : 'a host name such as "www.example.com"';
    case 'node selector': return isNodeSelector(text) ? undefined : 'node labels such as "env=prod,ssd"';
    case 'method': return METHODS.some((method) => method === text) ? undefined : `one of ${METHODS.join(', ')}`;
    case 'tags': return text.split(',').every((tag) => tag.trim() !== '') ? undefined : 'tags, separated by commas';
    case 'PROXY protocol': return proxyProtocolOf(text, release) === undefined ? 'v1, v2, true or false' : undefined;
    default: return text.trim() ? undefined : 'a non-empty string';
  }
}

/** Version of the PROXY protocol that the annotation requests: 0 for none; undefined for a value that no release reads. */
export function proxyProtocolOf(text: string, release: Minor): 0 | 1 | 2 | undefined {
  if (text === 'true') return 1;
  if (text === 'false') return 0;
  if (!isAtLeast(release, PROXY_PROTOCOL_VERSIONS_SINCE)) return text === 'v1' || text === 'v2' ? 0 : undefined;
  return text === 'v1' ? 1 : text === 'v2' ? 2 : undefined;
}

/** First minor of the provider that reads the annotation with this value, if `release` does not. */
export function readSince(annotation: ServiceAnnotation, text: string, release: Minor): Minor | undefined {
  if (annotation.since && !isAtLeast(release, annotation.since)) return annotation.since;
  const isVersion = annotation.type === 'PROXY protocol' && /^v[12]$/.test(text);
  return isVersion && !isAtLeast(release, PROXY_PROTOCOL_VERSIONS_SINCE) ? PROXY_PROTOCOL_VERSIONS_SINCE : undefined;
}

function isInteger({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER, unlimited }: ServiceAnnotation, text: string): boolean {
  if (!/^-?\d+$/.test(text)) return false;
  const value = Number(text);
  return (unlimited === true && value === -1) || (value >= minimum && value <= maximum);
}

function integerIn({ unit, minimum = 0, maximum, unlimited }: ServiceAnnotation): string {
  const range = maximum === undefined ? `of at least ${minimum}` : `between ${minimum} and ${maximum}`;
  return `a whole number${unit ? ` of ${unit}` : ''} ${range}${unlimited ? ', or -1 for no limit' : ''}`;
}

function isNodeSelector(text: string): boolean {
  return text.split(',').every((term) => {
    const [key, value = ''] = term.split('=').map((part) => part.trim());
    return isQualifiedName(key) && isLabelValue(value);
  });
}
