import { hostsOf } from './hosts';
import { fields } from '../../../core/fields';
import { count, names } from '../../../core/words';
import { nodeTerms } from '../../../kubernetes/selectors';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC002: Rule = {
  id: 'LOC002',
  severity: 'warning',
  title: 'nodeAffinity of a local volume matches several nodes',
  why: 'The scheduler can place the pod on any matching node. On all but one, the directory is missing or contains other data.',
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
        message: hosts ? `the affinity allows ${count(hosts.length, 'node')}: ${names(hosts)}.`
          : 'the affinity selects a group of nodes instead of one.',
      };
    }
  },
};
