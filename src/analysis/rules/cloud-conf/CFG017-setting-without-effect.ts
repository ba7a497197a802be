import { secret, WORKS } from './examples';
import { told } from './topics';
import { Rule } from '../rule';

export const CFG017: Rule = {
  id: 'CFG017',
  severity: 'warning',
  title: 'A setting that has no effect',
  why: 'It is read, and another setting wins, or one that it needs is missing. Nothing is said in the log.',
  fix: 'Remove it, or set what it needs.',
  source: 'pkg/client/client.go of cloud-provider-openstack',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    region = RegionOne
    region = RegionTwo
    application-credential-id = 21dced0fd20347869b93710d2b98aae0
    application-credential-secret = not-a-real-one
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG017');
  },
};
