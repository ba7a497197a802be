import { draftOf, isOfLoadBalancers, reported } from './topics';
import { NOT_IN_RELEASE } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';
import { confFindings } from '../shared/cloud-conf-files';

export const CFG006: Rule = {
  id: 'CFG006',
  severity: 'error',
  title: 'Section or key that no component reads',
  why: 'Unknown sections and keys are silently ignored, so a misspelled setting never takes effect. The same applies to a setting of '
    + 'another release of cloud-provider-openstack.',
  fix: 'Correct or remove the name.',
  source: 'pkg/csi/cinder/openstack/openstack.go of cloud-provider-openstack, gcfg.FatalOnly',
  * check(view) {
    yield* reported(view, 'CFG006');
    for (const finding of confFindings(view)) {
      if (finding.id === NOT_IN_RELEASE && !isOfLoadBalancers(finding)) yield { ...draftOf(finding), severity: 'error' };
    }
  },
};
