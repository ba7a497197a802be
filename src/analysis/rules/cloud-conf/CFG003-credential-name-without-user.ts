import { told } from './topics';
import { Rule } from '../rule';

export const CFG003: Rule = {
  id: 'CFG003',
  severity: 'error',
  title: 'An application credential is named without its user',
  why: 'Names of application credentials are unique within a user only, so Keystone wants the user with a name. The component cannot authenticate and exits.',
  fix: 'Set user-id, or username with its domain, or name the credential by ID.',
  source: 'keystone API v3, application_credential; gophercloud ToTokenV3CreateMap',
  * check(view) {
    yield* told(view, 'CFG003');
  },
};
