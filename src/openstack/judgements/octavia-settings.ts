/*
 * Settings of one Service for the OpenStack cloud-controller-manager: what excludes, overrides or breaks each other, given cloud.conf.
 */
import { isIP } from 'net';
import { judgement } from './judgement';
import { list, text, textList } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { nearest } from '../../core/nearest';
import { names, shown } from '../../core/words';
import { SOURCE_RANGES } from '../../kubernetes/annotations';
import { isCidr } from '../../kubernetes/cidr';
import { CLASS_SECTION } from '../cloud-conf/keys';
import { AnnotationKey } from '../load-balancer/annotations';
import { LoadBalancerRequest, nameOf, pathOf, ServicePort } from '../load-balancer/service';

export const OLB005 = judgement('OLB005');
export const OLB006 = judgement('OLB006');
export const OLB007 = judgement('OLB007');
export const OLB008 = judgement('OLB008');
export const OLB010 = judgement('OLB010');
export const OLB011 = judgement('OLB011');
export const OLB012 = judgement('OLB012');
export const OLB014 = judgement('OLB014');

const FLOATING: readonly AnnotationKey[] = ['floatingNetworkId', 'floatingSubnetId', 'floatingSubnet', 'floatingSubnetTags', 'keepFloatingIp'];
const MONITOR: readonly AnnotationKey[] = ['healthMonitorDelay', 'healthMonitorTimeout', 'healthMonitorMaxRetries', 'healthMonitorMaxRetriesDown'];

/** Options that another one switches off, each with the reason. */
function* unused(request: LoadBalancerRequest): Iterable<readonly [AnnotationKey | undefined, string, Verdict['severity']?]> {
  if (request.internal) {
    const why = request.text('internal') === 'true' ? 'an internal load balancer has no floating IP'
      : 'cloud.conf has internal-lb = true, so no Service gets a floating IP';
    yield [request.first(FLOATING), why, request.first(FLOATING) === 'keepFloatingIp' ? 'info' : 'warning'];
  }
  if (request.settings?.is('internal-lb') && request.text('internal') === 'false') {
    yield ['internal', 'cloud.conf has internal-lb = true, so every Service is internal'];
  }
  if (request.text('floatingSubnetId')) yield [request.first(['floatingSubnet', 'floatingSubnetTags']), 'floating-subnet-id takes precedence'];
  else if (request.spec.loadBalancerIP) yield [request.first(['floatingSubnet', 'floatingSubnetTags']), 'spec.loadBalancerIP names the floating IP'];
  if (request.text('portId')) yield [request.first(['subnetId', 'networkId']), 'port-id names the port of the virtual IP'];
  const off = request.text('healthMonitor') === 'false' ? 'enable-health-monitor is "false"' : request.settings && !request.is('healthMonitor')
    ? 'no health monitor is enabled' : undefined;
  if (off) yield [request.first(MONITOR), off];
}

export function* conflicts(request: LoadBalancerRequest): Iterable<Verdict> {
  if (request.proxies && request.text('xForwardedFor') === 'true') {
    yield {
      path: pathOf('proxyProtocol'),
      message: 'proxy-protocol and x-forwarded-for exclude each other: the controller rejects the Service.',
      fix: 'Keep one of them: x-forwarded-for for HTTP, proxy-protocol for members that expect its header.',
    };
  }
  for (const [option, why, severity = 'warning'] of unused(request)) {
    if (option) yield { path: pathOf(option), severity, message: `${nameOf(option)} has no effect: ${why}.`, fix: 'Remove one of them.' };
  }
  const [delay, timeout] = [request.number('healthMonitorDelay', 5), request.number('healthMonitorTimeout', 3)];
  const option = request.first(['healthMonitorTimeout', 'healthMonitorDelay']);
  if (option && timeout >= delay && request.text('healthMonitor') !== 'false') {
    yield {
      path: pathOf(option),
      severity: timeout > delay ? undefined : 'warning',
      message: `the timeout of the health monitor is ${timeout} s and the delay ${delay} s: the timeout must be less than the delay.`,
      fix: 'Raise health-monitor-delay, or reduce health-monitor-timeout.',
    };
  }
}

/** Options of a class that take precedence over annotations. */
const OF_CLASS: { readonly [option in AnnotationKey]?: string } = { floatingNetworkId: 'floating-network-id', networkId: 'network-id' };

/** The class of a Service, against those of cloud.conf. */
export function* missingClass(request: LoadBalancerRequest): Iterable<Verdict> {
  const name = request.text('configClass');
  const { conf } = request.controller;
  if (!name || !conf) return;
  const classes = conf.all(CLASS_SECTION).map(({ subsection }) => subsection);
  const found = conf.section(CLASS_SECTION, name);
  if (!found) {
    const near = nearest(name, classes);
    yield {
      path: pathOf('configClass'),
      message: `cloud.conf has no [LoadBalancerClass "${shown(name)}"]${classes.length ? `; it has ${names(classes)}` : ' and no other class'}, `
        + 'so the controller rejects the Service with "invalid loadbalancer class".',
      fix: near ? `Write "${near}".` : classes.length ? undefined : 'Add the class to cloud.conf, or remove the annotation.',
    };
    return;
  }
  const floating: readonly AnnotationKey[] = ['floating-subnet-id', 'floating-subnet', 'floating-subnet-tags'].some((key) => found.has(key))
    ? ['floatingSubnetId', 'floatingSubnet', 'floatingSubnetTags'] : [];
  const subnet: readonly AnnotationKey[] = found.has('subnet-id') ? ['subnetId'] : [];
  const taken = [...floating, ...subnet, ...(Object.keys(OF_CLASS) as AnnotationKey[]).filter((option) => found.has(OF_CLASS[option]!))];
  for (const option of taken.filter((one) => request.text(one) && !(request.internal && FLOATING.includes(one)))) {
    yield {
      path: pathOf(option),
      severity: 'warning',
      message: `${nameOf(option)} has no effect: that of class "${shown(name)}" takes `
      + 'precedence.',
      fix: 'Remove the annotation, or use another class.',
    };
  }
}

/** What the provider ovn rejects, and what it ignores. */
const REJECTED_BY_OVN: readonly AnnotationKey[] = ['tlsContainerRef', 'xForwardedFor', 'proxyProtocol'];
const IGNORED_BY_OVN: readonly AnnotationKey[] =
  ['flavorId', 'availabilityZone', 'timeoutClientData', 'timeoutMemberConnect', 'timeoutMemberData', 'timeoutTcpInspect'];

/** Settings that the provider of cloud.conf does not support. */
export function* beyondProvider(request: LoadBalancerRequest): Iterable<Verdict> {
  const { provider } = request;
  const method = request.text('method');
  if (provider && method && provider !== 'ovn' && /^(amphora|amphorav2|octavia)$/.test(provider) && method === 'SOURCE_IP_PORT') {
    yield {
      path: pathOf('method'),
      message: `the provider ${provider} does not support the method SOURCE_IP_PORT.`,
      fix: 'Use another method, '
      + 'or lb-provider = ovn.',
    };
  }
  if (provider !== 'ovn') return;
  if (method && method !== 'SOURCE_IP_PORT') {
    yield { path: pathOf('method'), message: `the provider ovn supports SOURCE_IP_PORT only, not ${shown(method)}.`, fix: 'Remove the annotation.' };
  }
  const on = {
    tlsContainerRef: !!request.text('tlsContainerRef'),
    xForwardedFor: request.text('xForwardedFor') === 'true',
    proxyProtocol: request.proxies,
  };
  for (const option of REJECTED_BY_OVN.filter((one) => on[one as keyof typeof on])) {
    yield { path: pathOf(option), message: `the provider ovn does not support ${nameOf(option)}: Octavia rejects the load balancer.` };
  }
  for (const option of IGNORED_BY_OVN.filter((one) => request.text(one))) {
    yield {
      path: pathOf(option),
      severity: 'warning',
      message: `${nameOf(option)} has no effect: the controller does not pass it to the `
      + 'provider ovn.',
    };
  }
}

/** Ranges that Octavia does not enforce, or that nothing can parse. */
export function* sourceRanges(request: LoadBalancerRequest): Iterable<Verdict> {
  const inSpec = textList(request.spec.loadBalancerSourceRanges);
  const annotation = request.annotations[SOURCE_RANGES]?.trim();
  const place = inSpec.length ? 'spec.loadBalancerSourceRanges' : `metadata.annotations[${SOURCE_RANGES}]`;
  const ranges = inSpec.length ? inSpec : annotation ? annotation.split(',') : [];
  for (const [i, range] of ranges.entries()) {
    const path = inSpec.length ? `${place}[${i}]` : place;
    const family = isIP(range.trim().split('/')[0]);
    if (!isCidr(range.trim())) {
      yield {
        path,
        severity: 'error',
        message: `"${shown(range)}" is not a CIDR block such as 192.0.2.0/24, so ${inSpec.length ? 'the API server' : 'the controller'} rejects `
          + 'the Service.',
        fix: isIP(range.trim()) ? `Write "${range.trim()}/${family === 4 ? 32 : 128}".`
          : /[\s;]/.test(range.trim()) ? 'Separate CIDR blocks with commas.' : 'Correct the range.',
      };
    } else if (request.family && family !== request.family) {
      yield {
        path,
        severity: 'error',
        message: `${shown(range)} is IPv${family}, but the load balancer is IPv${request.family}: Octavia rejects `
        + 'the range.',
        fix: `Use ranges of IPv${request.family}.`,
      };
    }
  }
  const families = new Set(ranges.filter((range) => isCidr(range.trim())).map((range) => isIP(range.trim().split('/')[0])));
  if (!request.family && families.size > 1) {
    yield {
      path: place,
      severity: 'error',
      message: 'the ranges are IPv4 and IPv6, but a load balancer has one address: Octavia rejects ranges of the other family.',
      fix: 'Use ranges of one family, and name it first in ipFamilies.',
    };
  }
  if (inSpec.length && annotation) {
    yield {
      path: `metadata.annotations[${SOURCE_RANGES}]`,
      message: 'the annotation is ignored because spec.loadBalancerSourceRanges '
      + 'is set.',
      fix: 'Remove the annotation.',
    };
  }
  if (ranges.length && request.provider === 'ovn' && !request.settings!.is('manage-security-groups')) {
    yield {
      path: place,
      message: `the ranges ${names(ranges.map(shown))} are ignored: the provider ovn has no access lists, and cloud.conf has `
      + 'no manage-security-groups, so every address can connect.',
    };
  }
}

/** Ports on which clients start TLS, and ports of protocols that are not HTTP. */
const TLS_PORTS = new Set([443, 465, 636, 853, 989, 990, 993, 995, 5671, 6443, 8443, 8883, 9443]);
const OTHER_PORTS = new Set([
  21, 22, 23, 25, 53, 110, 139, 143, 389, 445, 587, 1433, 1521, 1883, 2049, 3306, 3389, 4222, 5222, 5432, 5672, 6379, 9042, 9092, 11211, 27017,
]);
const PLAIN_PORTS = new Set([80, 8080]);

function speaksTls({ port, name, appProtocol }: ServicePort): boolean {
  return TLS_PORTS.has(port) || /^(https|tls|ssl)(-|$)|-(https|tls)$/.test(name) || /^https$|\/wss$/.test(appProtocol);
}

/** Ports that the protocol of their listener does not serve. */
export function* unfitPorts(request: LoadBalancerRequest): Iterable<Verdict> {
  const tls = request.value('tlsContainerRef') !== '';
  const forwards = request.text('xForwardedFor') === 'true';
  const listener = tls ? 'TERMINATED_HTTPS' : 'HTTP';
  const setting = tls ? 'default-tls-container-ref' : 'x-forwarded-for';
  const fix = request.ports.every(({ protocol }) => protocol !== 'TCP') ? 'Remove the setting from this Service.' : undefined;
  for (const port of request.ports) {
    const what = `port ${port.port}${port.protocol === 'TCP' ? '' : ` (${port.protocol})`}`;
    if (port.protocol !== 'TCP' && (tls || forwards)) {
      yield { path: port.path, message: `${setting} makes the listener of ${what} ${listener}, which serves TCP only.`, fix };
    } else if (port.protocol !== 'TCP' && request.proxies) {
      yield { path: port.path, message: `proxy-protocol works with TCP only, so Octavia rejects the pool of ${what}.`, fix };
    } else if (!tls && forwards && (speaksTls(port) || OTHER_PORTS.has(port.port))) {
      yield {
        path: port.path,
        severity: 'warning',
        message: `x-forwarded-for makes every listener HTTP, ${what} included: ${speaksTls(port) ? 'TLS connections' : 'other protocols'} `
          + 'fail there.',
        fix: `Move the port to a Service of its own${speaksTls(port) ? ', set default-tls-container-ref to terminate TLS,' : ''} or use `
          + 'proxy-protocol.',
      };
    } else if (tls && (PLAIN_PORTS.has(port.port) || port.name === 'http')) {
      yield {
        path: port.path,
        severity: 'warning',
        message: `default-tls-container-ref makes every listener TERMINATED_HTTPS, ${what} included: `
        + 'plain HTTP fails there.',
      };
    }
  }
}

/** Local traffic that reaches nodes without a pod. */
export function* localWithoutMonitor(request: LoadBalancerRequest): Iterable<Verdict> {
  if (request.spec.externalTrafficPolicy !== 'Local' || request.is('healthMonitor')) return;
  const known = request.settings !== undefined || request.text('healthMonitor') === 'false';
  yield {
    path: 'spec.externalTrafficPolicy',
    message: `externalTrafficPolicy is Local, but no health monitor is enabled${known ? '' : ' on the Service'}: nodes without a pod stay in `
      + 'rotation and drop traffic.',
  };
}

/** Services for which no load balancer is created, or one without members. */
export function* withoutMembers(request: LoadBalancerRequest): Iterable<Verdict> {
  if (request.settings?.text('enabled') === 'false') {
    yield {
      path: 'spec.type',
      message: 'cloud.conf has [LoadBalancer] enabled = false, so the cloud controller manager creates no load balancer '
      + 'and the Service stays Pending.',
      fix: 'Remove the setting from cloud.conf, or use another controller with spec.loadBalancerClass.',
    };
  }
  if (request.spec.allocateLoadBalancerNodePorts === false && list(request.spec.ports).some((port) => !port?.nodePort)) {
    yield {
      path: 'spec.allocateLoadBalancerNodePorts',
      severity: 'error',
      message: 'Octavia reaches the pods through node ports; without them the load balancer has no members.',
      fix: 'Remove allocateLoadBalancerNodePorts: false, or set nodePort for each port.',
    };
  }
}

/** The address that a Service asks for, if it cannot be that of its load balancer. */
export function* unusableAddress(request: LoadBalancerRequest): Iterable<Verdict> {
  const address = text(request.spec.loadBalancerIP);
  if (!address) return;
  const path = 'spec.loadBalancerIP';
  const family = isIP(address);
  if (!family) {
    yield { path, message: `"${shown(address)}" is not an IP address.`, fix: 'Write an IP address such as 203.0.113.10.' };
  } else if (request.family && family !== request.family) {
    yield {
      path,
      message: `${address} is IPv${family}, but the load balancer is `
    + `IPv${request.family}, the first of ipFamilies.`,
    };
  }
}
