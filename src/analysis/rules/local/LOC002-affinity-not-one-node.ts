import { hostsOf } from './hosts';
import { fields } from '../../../core/fields';
import { nodeTerms } from '../../../kubernetes/selectors';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';
import { count, names } from '../shared/words';

export const LOC002: Rule = {
  id: 'LOC002',
  severity: 'warning',
  title: 'The affinity of a local volume does not name one node',
  why: 'The scheduler may place the pod on any node that matches, and on all of them but one the directory is not there, or is another one with other data.',
  fix: 'Select one value of kubernetes.io/hostname.',
  source: 'pkg/apis/core/validation/validation.go validateVolumeNodeAffinity, which takes any affinity',
  * check(view) {
    for (const item of view.volumes) {
      if (sourceOf(item) !== 'local') continue;
      const terms = nodeTerms(fields(item.spec.nodeAffinity).required) ?? [];
      if (!terms.length || hostsOf(terms)?.length === 1) continue;
      const hosts = hostsOf(terms);
      yield {
        on: item,
        path: 'spec.nodeAffinity.required',
        message: hosts ? `the affinity allows ${count(hosts.length, 'node')}: ${names(hosts)}.` : 'the affinity does not name a node, but a group of them.',
      };
    }
  },
};
