import { firstOrdinal } from '../../model/claim-sources';
import { Rule } from '../rule';

export const STS004: Rule = {
  id: 'STS004',
  severity: 'error',
  title: 'StatefulSet name is too long for its pods',
  why: 'Each pod has the label controller-revision-hash (set name and a hash of 10 characters) and its own name as host name. Both are '
    + 'limited to 63 characters. The API server accepts a longer set name, and then rejects every pod.',
  fix: 'Use a name of at most 52 characters.',
  source: 'github.com/kubernetes/kubernetes/issues/64023',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const last = firstOrdinal(item) + Math.max(view.mostReplicas(item), 1) - 1;
      if (item.name.length > 52) {
        yield { on: item, path: 'metadata.name', message: `the name has ${item.name.length} characters, but the labels of its pods allow only 52.` };
      } else if (item.name.length + 1 + String(last).length > 63) {
        yield { on: item, path: 'metadata.name', message: `the name of the pod with ordinal ${last} has more than 63 characters.` };
      }
    }
  },
};
