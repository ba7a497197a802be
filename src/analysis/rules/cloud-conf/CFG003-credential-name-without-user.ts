import { told } from './topics';
import { CREDENTIALS, secret, WORKS } from '../examples/cloud-conf';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';

export const CFG003: Rule = {
  id: 'CFG003',
  severity: 'error',
  title: 'An application credential is named without its user',
  why: 'Names of application credentials are unique within a user only, so Keystone wants the user with a name. The component cannot authenticate and exits.',
  fix: 'Set user-id, or username with its domain, or name the credential by ID.',
  source: 'keystone API v3, application_credential; gophercloud ToTokenV3CreateMap',
  failing: secret(replaced(CREDENTIALS, { 'credential-id = 21dced0fd20347869b93710d2b98aae0': 'credential-name = kubernetes' })),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG003');
  },
};
