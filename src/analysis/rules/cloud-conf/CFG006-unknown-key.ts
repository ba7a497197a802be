import { draftOf, isOfLoadBalancers, reported } from './topics';
import { NOT_IN_RELEASE } from '../../../openstack/judgements/cloud-conf';
import { rule } from '../rule';
import { confFindings } from '../shared/cloud-conf-files';

export const CFG006 = rule('CFG006', function* (view) {
  yield* reported(view, 'CFG006');
  for (const finding of confFindings(view)) {
    if (finding.id === NOT_IN_RELEASE && !isOfLoadBalancers(finding)) yield { ...draftOf(finding), severity: 'error' };
  }
});
