import { methodsIn } from './methods';
import { draftOf } from './topics';
import { ONE_METHOD, TOPICS } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';
import { confFindings } from '../shared/cloud-conf-files';

export const CFG002: Rule = {
  id: 'CFG002',
  severity: 'error',
  title: 'cloud.conf has several ways to authenticate',
  why: 'The client takes one and says nothing: a token wins over a user, a password over an application credential. Who rotates the other one finds that nothing changed, or locks the cluster out. A project beside an application credential is ignored.',
  fix: 'Keep the keys of one way.',
  source: 'gophercloud ToTokenV3CreateMap',
  * check(view) {
    for (const finding of confFindings(view)) {
      if (finding.id === ONE_METHOD && methodsIn(finding.file, view)) yield draftOf(finding);
      if (TOPICS.CFG002.includes(finding.id)) yield { ...draftOf(finding), severity: 'warning' };
    }
  },
};
