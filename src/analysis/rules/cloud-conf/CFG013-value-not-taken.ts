import { secret, WORKS } from './examples';
import { told } from './topics';
import { Rule } from '../rule';

export const CFG013: Rule = {
  id: 'CFG013',
  severity: 'error',
  title: 'A value that the component does not take',
  why: 'Some values stop the component when it starts, others are replaced by the default or fail at the first request.',
  fix: 'Correct the value.',
  source: 'pkg/client, pkg/util/metadata and pkg/csi/cinder of cloud-provider-openstack',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    application-credential-id = 21dced0fd20347869b93710d2b98aae0
    application-credential-secret = not-a-real-one
    os-endpoint-type = publicURL
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG013');
  },
};
