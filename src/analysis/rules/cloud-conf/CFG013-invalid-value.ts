import { reported } from './topics';
import { Rule } from '../rule';

export const CFG013: Rule = {
  id: 'CFG013',
  severity: 'error',
  title: 'Invalid value in cloud.conf',
  why: 'Some invalid values stop the component at startup. Others are replaced by the default, or fail at the first request.',
  fix: 'Correct the value.',
  source: 'pkg/client, pkg/util/metadata and pkg/csi/cinder of cloud-provider-openstack',
  * check(view) {
    yield* reported(view, 'CFG013');
  },
};
