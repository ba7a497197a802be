import { told } from './topics';
import { CREDENTIALS, secret, WORKS } from '../examples/cloud-conf';
import { Rule } from '../rule';
import { manifests } from '../shared/manifests';

export const CFG014: Rule = {
  id: 'CFG014',
  severity: 'error',
  title: 'Settings of load balancers that do not work together',
  why: 'The cloud controller manager starts with them, and Octavia refuses each load balancer, or one of two settings is never looked at.',
  fix: 'Follow the advice of the finding.',
  source: 'pkg/openstack/loadbalancer.go of cloud-provider-openstack; Octavia API reference',
  failing: secret(manifests`
    ${CREDENTIALS}

    [LoadBalancer]
    lb-provider = ovn
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG014');
  },
};
