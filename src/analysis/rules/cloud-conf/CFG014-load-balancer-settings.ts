import { told } from './topics';
import { Rule } from '../rule';

export const CFG014: Rule = {
  id: 'CFG014',
  severity: 'error',
  title: 'Settings of load balancers that do not work together',
  why: 'The cloud controller manager starts with them, and Octavia refuses each load balancer, or one of two settings is never looked at.',
  fix: 'Follow the advice of the finding.',
  source: 'pkg/openstack/loadbalancer.go of cloud-provider-openstack; Octavia API reference',
  * check(view) {
    yield* told(view, 'CFG014');
  },
};
