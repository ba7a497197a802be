import { reported } from './topics';
import { Rule } from '../rule';

export const CFG016: Rule = {
  id: 'CFG016',
  severity: 'error',
  title: 'User, project and domain do not match',
  why: 'Keystone requires a user by ID, or by name with exactly one domain, and the same for the project. Anything else fails before '
    + 'the first request, or gives a token without access to services.',
  fix: 'Set user-id or username with its domain, and tenant-id or tenant-name with its domain.',
  source: 'gophercloud ToTokenV3CreateMap',
  * check(view) {
    yield* reported(view, 'CFG016');
  },
};
