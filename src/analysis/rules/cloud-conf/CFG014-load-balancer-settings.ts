import { secret, WORKS } from './examples';
import { told } from './topics';
import { Rule } from '../rule';

export const CFG014: Rule = {
  id: 'CFG014',
  severity: 'error',
  title: 'Settings of load balancers that do not work together',
  why: 'The cloud controller manager starts with them, and Octavia refuses each load balancer, or one of two settings is never looked at.',
  fix: 'Follow the advice of the finding.',
  source: 'pkg/openstack/loadbalancer.go of cloud-provider-openstack; Octavia API reference',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    application-credential-id = 21dced0fd20347869b93710d2b98aae0
    application-credential-secret = not-a-real-one

    [LoadBalancer]
    lb-provider = ovn
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG014');
  },
};
