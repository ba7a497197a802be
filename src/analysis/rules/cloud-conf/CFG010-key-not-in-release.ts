import { secret, WORKS } from './examples';
import { told } from './topics';
import { Rule } from '../rule';

export const CFG010: Rule = {
  id: 'CFG010',
  severity: 'warning',
  title: 'A setting that this release does not read',
  why: 'Options come and go with the releases of cloud-provider-openstack. One that the release does not read is dropped without a word.',
  fix: 'Remove it, or run the release that reads it.',
  source: 'docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    application-credential-id = 21dced0fd20347869b93710d2b98aae0
    application-credential-secret = not-a-real-one

    [BlockStorage]
    bs-version = v2
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG010');
  },
};
