import { firstOrdinal } from '../../model/claim-sources';
import { rule } from '../rule';

export const STS004 = rule('STS004', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const last = firstOrdinal(item) + Math.max(view.mostReplicas(item), 1) - 1;
    if (item.name.length > 52) {
      yield { on: item, path: 'metadata.name', message: `the name has ${item.name.length} characters, but the labels of its pods allow only 52.` };
    } else if (item.name.length + 1 + String(last).length > 63) {
      yield { on: item, path: 'metadata.name', message: `the name of the pod with ordinal ${last} has more than 63 characters.` };
    }
  }
});
