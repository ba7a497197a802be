import { reported } from './topics';
import { Rule } from '../rule';

export const CFG003: Rule = {
  id: 'CFG003',
  severity: 'error',
  title: 'Application credential name without its user',
  why: 'The name of an application credential is unique only within a user, so Keystone also requires the user. Without it, the '
    + 'component cannot authenticate and exits.',
  fix: 'Set user-id, or username with its domain, or use the ID of the credential.',
  source: 'keystone API v3, application_credential; gophercloud ToTokenV3CreateMap',
  * check(view) {
    yield* reported(view, 'CFG003');
  },
};
