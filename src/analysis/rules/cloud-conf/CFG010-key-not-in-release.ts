import { isOfLoadBalancers, told } from './topics';
import { NOT_IN_RELEASE } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';

export const CFG010: Rule = {
  id: 'CFG010',
  severity: 'warning',
  title: 'A setting of load balancers that this release does not read',
  why: 'Load balancers were Neutron\'s before they were Octavia\'s, and options come and go with the releases of cloud-provider-openstack. One that the release does not read is dropped without a word.',
  fix: 'Remove it, or run the release that reads it.',
  source: 'docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md',
  * check(view) {
    yield* told(view, 'CFG010', (finding) => finding.id === NOT_IN_RELEASE && isOfLoadBalancers(finding));
  },
};
