import { strings } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { OLB014 as JUDGEMENT, withoutMembers } from '../../../openstack/judgements/octavia-settings';
import { nodeSelectorOf, pathOf } from '../../../openstack/load-balancer/service';
import { rule } from '../rule';
import { judged, served } from '../shared/load-balancers';
import { components } from '../shared/openstack';

export const OLB014 = rule(JUDGEMENT, function* (view) {
  yield* judged(view, withoutMembers);
  const controllers = components(view).filter(({ consumer }) => consumer === 'ccm');
  const disabled = controllers.length > 0 && controllers.every(({ container }) => !runsServices(flagOf(container.args, 'controllers')));
  const nodes = view.of('Node').map(({ labels }) => strings(labels));
  for (const { item, request } of served(view)) {
    if (disabled) {
      yield {
        on: item,
        path: 'spec.type',
        message: 'the cloud controller manager runs without its service controller (--controllers), so the Service stays Pending.',
        fix: 'Add service-lb-controller to --controllers.',
      };
    }
    const wanted = Object.entries(nodeSelectorOf(request));
    const fits = (labels: { readonly [key: string]: string }) => wanted.every(([key, value]) => (value ? labels[key] === value : key in labels));
    if (view.closedWorld && wanted.length && nodes.length && !nodes.some(fits)) {
      yield {
        on: item,
        path: request.text('nodeSelector') ? pathOf('nodeSelector') : 'spec.type',
        message: `no node has the labels ${wanted.map(([key, value]) => (value ? `${key}=${value}` : key)).join(' and ')} of the node-selector, so the load balancer has no members.`,
        fix: 'Correct the node-selector, or label the nodes.',
      };
    }
  }
});

/** Whether --controllers includes the service controller, by its name or its alias. */
function runsServices(chosen = '*'): boolean {
  const names = chosen.split(',').map((name) => name.trim());
  const includes = (sign: string) => ['service', 'service-lb-controller'].some((name) => names.includes(`${sign}${name}`));
  return includes('') || (names.includes('*') && !includes('-'));
}
