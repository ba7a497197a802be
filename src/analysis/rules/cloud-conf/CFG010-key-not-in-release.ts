import { isOfLoadBalancers, reported } from './topics';
import { NOT_IN_RELEASE } from '../../../openstack/judgements/cloud-conf';
import { rule } from '../rule';

export const CFG010 = rule('CFG010', function* (view) {
  yield* reported(view, 'CFG010', (finding) => finding.id === NOT_IN_RELEASE && isOfLoadBalancers(finding));
});
