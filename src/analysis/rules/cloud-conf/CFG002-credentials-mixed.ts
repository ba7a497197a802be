import { methodsIn } from './methods';
import { draftOf } from './topics';
import { ONE_METHOD, TOPICS } from '../../../openstack/judgements/cloud-conf';
import { rule } from '../rule';
import { confFindings } from '../shared/cloud-conf-files';

export const CFG002 = rule('CFG002', function* (view) {
  for (const finding of confFindings(view)) {
    if (finding.id === ONE_METHOD && methodsIn(finding.file, view)) yield draftOf(finding);
    if (TOPICS.CFG002.includes(finding.id)) yield { ...draftOf(finding), severity: 'warning' };
  }
});
