import { isOfLoadBalancers, reported } from './topics';
import { NOT_IN_RELEASE } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';

export const CFG010: Rule = {
  id: 'CFG010',
  severity: 'warning',
  title: 'Load balancer setting that this release does not read',
  why: 'Load balancer options are added and removed between releases of cloud-provider-openstack. A setting that the release does not '
    + 'read is silently ignored.',
  fix: 'Remove it, or use a release that reads it.',
  source: 'docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md',
  * check(view) {
    yield* reported(view, 'CFG010', (finding) => finding.id === NOT_IN_RELEASE && isOfLoadBalancers(finding));
  },
};
