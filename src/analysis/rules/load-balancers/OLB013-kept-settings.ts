import { keptSettings, OLB013 as JUDGEMENT } from '../../../openstack/judgements/octavia-services';
import { isLoadBalancer, LoadBalancerRequest } from '../../../openstack/load-balancer/service';
import { on, rule } from '../rule';
import { changed } from '../shared/changes';
import { served } from '../shared/load-balancers';

export const OLB013 = rule(JUDGEMENT, function* (view) {
  const services = new Map(served(view).map((service) => [service.item, service.request]));
  for (const { item, before } of changed(view, 'Service')) {
    const now = services.get(item);
    if (now && isLoadBalancer(before.object)) yield* on(item, keptSettings(now, new LoadBalancerRequest(before.object, now.controller)));
  }
});
