import { reported } from './topics';
import { Rule } from '../rule';

export const CFG014: Rule = {
  id: 'CFG014',
  severity: 'error',
  title: 'Conflicting load balancer settings',
  why: 'The cloud controller manager starts with these settings, but Octavia rejects every load balancer, or one of the settings is '
    + 'never used.',
  fix: 'Keep only settings that are valid together.',
  source: 'pkg/openstack/loadbalancer.go of cloud-provider-openstack; Octavia API reference',
  * check(view) {
    yield* reported(view, 'CFG014');
  },
};
