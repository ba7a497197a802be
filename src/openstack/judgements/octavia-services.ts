/*
 * Services of the OpenStack cloud-controller-manager that share a load balancer or an address, and changes that an existing one does not take.
 */
import { judgement } from './judgement';
import { Verdict } from '../../core/judgement';
import { addTo } from '../../core/multimap';
import { shown } from '../../core/words';
import { ADDRESS_ANNOTATION, AnnotationKey } from '../load-balancer/annotations';
import { LoadBalancerRequest, nameOf, pathOf } from '../load-balancer/service';

export const OLB009 = judgement('OLB009');
export const OLB013 = judgement('OLB013');

/** A Service of the input. */
export interface NamedRequest {
  /** "namespace/name". */
  readonly key: string;
  readonly request: LoadBalancerRequest;
}

type Found<R> = readonly [R, Verdict];

/** Options that a load balancer keeps as they were when it was created. */
const OF_CREATION: readonly AnnotationKey[] = [
  'floatingNetworkId', 'floatingSubnetId', 'floatingSubnet', 'floatingSubnetTags', 'networkId', 'subnetId', 'portId', 'flavorId', 'availabilityZone',
];

const DEFAULT_MAX_SHARED = 2;

/** What one Service with a load-balancer-id cannot have: the controller wrote the id itself where it wrote the address too. */
export function* unshareable(request: LoadBalancerRequest): Iterable<Verdict> {
  if (!request.text('loadBalancerId') || request.annotations[ADDRESS_ANNOTATION]) return;
  for (const option of OF_CREATION.filter((one) => request.text(one))) {
    yield {
      path: pathOf(option),
      severity: 'warning',
      message: `${nameOf(option)} has no effect: load-balancer-id names an existing load `
      + 'balancer.',
      fix: 'Set it where the load balancer is created.',
    };
  }
  if (request.internal) {
    yield {
      path: pathOf('loadBalancerId'),
      severity: 'warning',
      message: 'an internal Service cannot share a load balancer: the controller rejects it unless it created the load balancer for this Service.',
      fix: 'Remove load-balancer-id, or the internal annotation.',
    };
  }
}

/** Services that cannot have the same load balancer. */
export function* sharing<R extends NamedRequest>(services: readonly R[]): Iterable<Found<R>> {
  const groups = new Map<string, R[]>();
  for (const service of services) {
    const id = service.request.text('loadBalancerId');
    if (id) addTo(groups, id.toLowerCase(), service);
  }
  for (const group of groups.values()) {
    const owners = new Map<string, R>();
    for (const service of group) yield* samePorts(service, owners);
    const most = group[0].request.settings?.number('max-shared-lb') ?? DEFAULT_MAX_SHARED;
    for (const service of group.slice(most)) {
      yield [service, {
        path: pathOf('loadBalancerId'),
        message: `${group.length} Services share the load balancer, but max-shared-lb allows `
        + `${most}.`,
        fix: 'Raise max-shared-lb in [LoadBalancer], or use another load balancer.',
      }];
    }
    for (const service of group.filter(({ request }) => request.internal).slice(1)) {
      yield [service, {
        path: pathOf('loadBalancerId'),
        message: 'several internal Services name the load balancer, and an internal Service '
        + 'cannot join one of another Service.',
      }];
    }
  }
}

function* samePorts<R extends NamedRequest>(service: R, owners: Map<string, R>): Iterable<Found<R>> {
  for (const { port, protocol, path } of service.request.ports) {
    const key = `${port} ${protocol}`;
    const owner = owners.get(key);
    if (!owner) owners.set(key, service);
    if (!owner || owner === service) continue;
    const message = `Service "${owner.key}" has the same load-balancer-id and ${protocol} port ${port}: the controller rejects one with `
      + `"the listener port ${port} already exists".`;
    yield [service, { path, message, fix: 'Use another port.' }];
  }
}

/** External Services that ask for the same floating IP. */
export function* sameAddress<R extends NamedRequest>(services: readonly R[]): Iterable<Found<R>> {
  const owners = new Map<string, R>();
  for (const service of services) {
    const { spec: { loadBalancerIP } } = service.request;
    if (typeof loadBalancerIP !== 'string' || !loadBalancerIP) continue;
    const owner = owners.get(loadBalancerIP);
    if (!owner) owners.set(loadBalancerIP, service);
    const shared = owner?.request.text('loadBalancerId');
    if (!owner || shared && shared === service.request.text('loadBalancerId')) continue;
    const message = `Service "${owner.key}" has the address ${shown(loadBalancerIP)} as well, and only one load balancer can have it.`;
    yield [service, { path: 'spec.loadBalancerIP', message, fix: 'Use another address, or share one load balancer with load-balancer-id.' }];
  }
}

/** What changed since the last render without effect on the load balancer. */
export function* keptSettings(now: LoadBalancerRequest, before: LoadBalancerRequest): Iterable<Verdict> {
  const fix = 'Delete the Service and create it again, or undo the change.';
  const options: readonly AnnotationKey[] = ['configClass', ...OF_CREATION];
  for (const option of options.filter((one) => (now.text(one) ?? '') !== (before.text(one) ?? ''))) {
    const [to, from] = [now, before].map((one) => (one.text(option) ? `"${shown(one.text(option))}"` : 'not set'));
    yield {
      path: pathOf(option),
      message: `${nameOf(option)} was ${from} and is ${to}, but the existing load balancer keeps what it was `
      + 'created with.',
      fix,
    };
  }
  const [id, old] = [now, before].map((one) => one.text('loadBalancerId'));
  if (id && old && id !== old) {
    yield { path: pathOf('loadBalancerId'), message: 'load-balancer-id changed: the listeners on the old load balancer are not removed.', fix };
  }
  if (before.spec.loadBalancerIP && now.spec.loadBalancerIP && now.spec.loadBalancerIP !== before.spec.loadBalancerIP) {
    yield {
      path: 'spec.loadBalancerIP',
      message: `the address changed from ${shown(before.spec.loadBalancerIP)}, but the load balancer keeps `
      + 'the floating IP that it has.',
      fix,
    };
  }
  const [listener, former] = [now, before].map(listenerOf);
  if (listener !== former) {
    const option: AnnotationKey = now.text('tlsContainerRef') !== before.text('tlsContainerRef') ? 'tlsContainerRef' : 'xForwardedFor';
    yield {
      path: pathOf(option),
      message: `the listeners would change from ${former} to ${listener}: Octavia rejects a second listener on a `
      + 'port, and the controller removes the old one only afterwards.',
      fix,
    };
  }
}

function listenerOf(request: LoadBalancerRequest): string {
  if (request.value('tlsContainerRef')) return 'TERMINATED_HTTPS';
  return request.text('xForwardedFor') === 'true' ? 'HTTP' : 'TCP';
}
