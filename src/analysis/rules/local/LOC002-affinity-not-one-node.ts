import { hostsOf } from './hosts';
import { fields } from '../../../core/fields';
import { count, names } from '../../../core/words';
import { nodeTerms } from '../../../kubernetes/selectors';
import { rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC002 = rule('LOC002', function* (view) {
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
});
