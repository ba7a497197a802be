import { flagOf } from '../../../kubernetes/args';
import { OST015 as JUDGEMENT, topologyDisagreements } from '../../../openstack/judgements/controllers';
import { rule } from '../rule';
import { components } from '../shared/openstack';

export const OST015 = rule(JUDGEMENT, function* (view) {
  const pods = components(view).filter(({ consumer }) => consumer === 'cinder-csi').map(({ pod: { item, containers }, container }) => ({
    item,
    name: `${item.kind} "${item.name}"`,
    driver: container,
    controls: flagOf(container.args, 'provide-controller-service') !== 'false',
    containers,
  }));
  for (const [{ item }, verdict] of topologyDisagreements(pods)) yield { on: item, ...verdict };
});
