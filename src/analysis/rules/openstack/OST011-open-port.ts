import { openedBy, openPorts, OST011 as JUDGEMENT } from '../../../openstack/judgements/ports';
import { on, rule } from '../rule';

export const OST011 = rule(JUDGEMENT, function* (view) {
  for (const item of view.custom('openstack.k-orc.cloud', 'SecurityGroup')) {
    for (const opened of openedBy(item.object)) yield* on(item, openPorts(opened, `1.${view.kubernetes}`));
  }
});
