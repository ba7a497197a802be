import { methodsIn } from './methods';
import { draftOf } from './topics';
import { ONE_METHOD, TOPICS } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';
import { confFindings } from '../shared/cloud-conf-files';

export const CFG002: Rule = {
  id: 'CFG002',
  severity: 'error',
  title: 'cloud.conf mixes several authentication methods',
  why: 'The client silently uses one of them: a token overrides a user, and a password overrides an application credential. Rotating '
    + 'the unused one changes nothing, or locks the cluster out. A project next to an application credential is ignored.',
  fix: 'Keep the keys of one method.',
  source: 'gophercloud ToTokenV3CreateMap',
  * check(view) {
    for (const finding of confFindings(view)) {
      if (finding.id === ONE_METHOD && methodsIn(finding.file, view)) yield draftOf(finding);
      if (TOPICS.CFG002.includes(finding.id)) yield { ...draftOf(finding), severity: 'warning' };
    }
  },
};
