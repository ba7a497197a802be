import { strings } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { runsServices } from '../../../openstack/judgements/controllers';
import { invalidValues, misplacedAnnotations, ofLaterReleases, unknownAnnotations } from '../../../openstack/judgements/octavia-annotations';
import { keptSettings, sameAddress, sharing, unshareable } from '../../../openstack/judgements/octavia-services';
import {
  beyondProvider, conflicts, localWithoutMonitor, missingClass, sourceRanges, unfitPorts, unusableAddress, withoutMembers,
} from '../../../openstack/judgements/octavia-settings';
import { isLoadBalancer, LoadBalancerRequest, nodeSelectorOf, pathOf } from '../../../openstack/load-balancer/service';
import { about, on, rule } from '../rule';
import { changed } from '../shared/changes';
import { judged, served } from '../shared/load-balancers';
import { components } from '../shared/openstack';

export const OLB001 = rule('OLB001', (view) => judged(view, unknownAnnotations));

export const OLB002 = rule('OLB002', function* (view) {
  for (const item of view.items) {
    // Custom resources and Gateways pass annotations on to Services of theirs.
    if (item.group.includes('.') && item.kind !== 'Ingress') continue;
    yield* on(item, misplacedAnnotations(item.object, item.kind, 'metadata'));
    const pod = item.kind === 'Pod' ? undefined : view.podIn(item);
    if (pod) yield* on(item, misplacedAnnotations(item.object, item.kind, pod.path.replace(/spec$/, 'metadata')));
  }
});

export const OLB003 = rule('OLB003', (view) => judged(view, invalidValues));
export const OLB004 = rule('OLB004', (view) => judged(view, ofLaterReleases));
export const OLB005 = rule('OLB005', (view) => judged(view, conflicts));
export const OLB006 = rule('OLB006', (view) => judged(view, missingClass));
export const OLB007 = rule('OLB007', (view) => judged(view, beyondProvider));
export const OLB008 = rule('OLB008', (view) => judged(view, sourceRanges));

export const OLB009 = rule('OLB009', function* (view) {
  yield* judged(view, unshareable);
  for (const [{ item }, verdict] of sharing(served(view))) yield { on: item, ...verdict };
});

export const OLB010 = rule('OLB010', (view) => judged(view, unfitPorts));

export const OLB011 = rule('OLB011', function* (view) {
  yield* judged(view, unusableAddress);
  for (const [{ item }, verdict] of sameAddress(served(view))) yield { on: item, ...verdict };
});

export const OLB012 = rule('OLB012', (view) => judged(view, localWithoutMonitor));

export const OLB013 = rule('OLB013', function* (view) {
  const services = new Map(served(view).map((service) => [service.item, service.request]));
  for (const { item, before } of changed(view, 'Service')) {
    const now = services.get(item);
    if (now && isLoadBalancer(before.object)) yield* on(item, keptSettings(now, new LoadBalancerRequest(before.object, now.controller)));
  }
});

export const OLB014 = rule('OLB014', function* (view) {
  yield* judged(view, withoutMembers);
  const controllers = components(view).filter(({ consumer }) => consumer === 'ccm');
  const disabled = controllers.length > 0 && controllers.every(({ container }) => !runsServices(flagOf(container.args, 'controllers')));
  const nodes = view.of('Node').map(({ labels }) => strings(labels));
  for (const { item, request } of served(view)) {
    if (disabled) {
      yield about(item, 'spec.type',
        'the cloud controller manager runs without its service controller (--controllers), so the Service stays Pending.',
        { fix: 'Add service-lb-controller to --controllers.' });
    }
    const wanted = Object.entries(nodeSelectorOf(request));
    const fits = (labels: { readonly [key: string]: string }) => wanted.every(([key, value]) => (value ? labels[key] === value : key in labels));
    if (view.closedWorld && wanted.length && nodes.length && !nodes.some(fits)) {
      yield about(item, request.text('nodeSelector') ? pathOf('nodeSelector') : 'spec.type',
        `no node has the labels ${wanted.map(([key, value]) => (value ? `${key}=${value}` : key)).join(' and ')} of the node-selector, so the `
          + 'load balancer has no members.',
        { fix: 'Correct the node-selector, or label the nodes.' });
    }
  }
});
