import { firstOrdinal } from '../../model/claim-sources';
import { Rule } from '../rule';

export const STS004: Rule = {
  id: 'STS004',
  severity: 'error',
  title: 'The name of a StatefulSet is too long for its pods',
  why: 'Each pod carries the label controller-revision-hash, the name of the set and a hash of 10 characters, and its own name as host name; both may have 63 characters. The API server takes a longer name for the set, and then every '
    + 'pod is refused.',
  fix: 'Use a name of at most 52 characters.',
  source: 'github.com/kubernetes/kubernetes/issues/64023',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const last = firstOrdinal(item) + Math.max(view.mostReplicas(item), 1) - 1;
      if (item.name.length > 52) {
        yield { on: item, path: 'metadata.name', message: `the name has ${item.name.length} characters, and its pods allow for 52.` };
      } else if (item.name.length + 1 + String(last).length > 63) {
        yield { on: item, path: 'metadata.name', message: `the name of pod ${last} has more than 63 characters.` };
      }
    }
  },
};
