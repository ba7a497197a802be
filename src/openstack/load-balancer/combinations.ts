/*
 * Combinations of Service annotations that the OpenStack cloud-controller-manager or Octavia rejects, or that have no effect together.
 *
 * Source: pkg/openstack/loadbalancer.go of cloud-provider-openstack.
 */
import { AnnotationKey } from './annotations';

/** The load balancer options that a Service sets, with the values of its annotations. */
interface LoadBalancerRequest {
  readonly options: ReadonlyMap<AnnotationKey, string>;
  readonly protocols: ReadonlySet<string>;
}

/** A combination that does not work: the option to change, and the reason. */
interface Conflict {
  readonly option: AnnotationKey;
  readonly problem: string;
}

/** Options that only TCP listeners have. */
const TCP_ONLY: readonly AnnotationKey[] = ['proxyProtocol', 'xForwardedFor', 'tlsContainerRef'];

/** Every combination in the request that does not work. */
export function conflicts(request: LoadBalancerRequest): Conflict[] {
  return [...withoutFloatingIp(request), ...clientAddressTwice(request), ...monitor(request), ...tcpOnly(request)];
}

function withoutFloatingIp({ options }: LoadBalancerRequest): Conflict[] {
  const floating = [...options.keys()].find((option) => /^(floating|keepFloating)/.test(option));
  const internal = options.get('internal') === 'true';
  return internal && floating ? [{ option: floating, problem: 'is set, but an internal load balancer has no floating IP' }] : [];
}

function clientAddressTwice({ options }: LoadBalancerRequest): Conflict[] {
  return isOn(options.get('proxyProtocol')) && isOn(options.get('xForwardedFor'))
    ? [{ option: 'proxyProtocol', problem: 'and xForwardedFor exclude each other: the controller rejects the Service' }] : [];
}

function monitor({ options }: LoadBalancerRequest): Conflict[] {
  const [delay, timeout] = [options.get('healthMonitorDelay'), options.get('healthMonitorTimeout')];
  const found: Conflict[] = [];
  if (delay !== undefined && timeout !== undefined && Number(timeout) >= Number(delay)) {
    found.push({ option: 'healthMonitorTimeout', problem: 'must be less than healthMonitorDelay' });
  }
  const setting = [...options.keys()].find((option) => option.startsWith('healthMonitor') && option !== 'healthMonitor');
  if (options.get('healthMonitor') === 'false' && setting) found.push({ option: setting, problem: 'is set, but healthMonitor is false' });
  return found;
}

function tcpOnly({ options, protocols }: LoadBalancerRequest): Conflict[] {
  const option = TCP_ONLY.find((one) => isOn(options.get(one)));
  return option && [...protocols].some((protocol) => protocol !== 'TCP') ? [{
    option,
    problem: 'works with TCP ports only: the controller creates a TCP listener for every port, or Octavia rejects it. '
      + 'Move the other ports to a Service of their own',
  }] : [];
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== 'false';
}
