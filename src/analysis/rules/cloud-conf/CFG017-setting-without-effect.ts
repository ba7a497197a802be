import { told } from './topics';
import { Rule } from '../rule';

export const CFG017: Rule = {
  id: 'CFG017',
  severity: 'warning',
  title: 'A setting that has no effect',
  why: 'It is read, and another setting wins, or one that it needs is missing. Nothing is said in the log.',
  fix: 'Remove it, or set what it needs.',
  source: 'pkg/client/client.go of cloud-provider-openstack',
  * check(view) {
    yield* told(view, 'CFG017');
  },
};
