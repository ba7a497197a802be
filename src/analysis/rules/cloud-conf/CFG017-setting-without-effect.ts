import { reported } from './topics';
import { Rule } from '../rule';

export const CFG017: Rule = {
  id: 'CFG017',
  severity: 'warning',
  title: 'cloud.conf setting without effect',
  why: 'Another setting overrides it, or a setting that it requires is missing. The log does not mention it.',
  fix: 'Remove it, or set what it requires.',
  source: 'pkg/client/client.go of cloud-provider-openstack',
  * check(view) {
    yield* reported(view, 'CFG017');
  },
};
