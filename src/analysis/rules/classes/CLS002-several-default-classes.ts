import { CHANGED_IN } from '../../../kubernetes/changes';
import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';

export const CLS002: Rule = {
  id: 'CLS002',
  severity: 'warning',
  title: 'More than one default StorageClass',
  why: 'Claims without a class receive the newest default class, and of those created in the same second the first by name. For classes '
    + 'applied together the result is arbitrary. Before 1.26, the API server rejected such claims.',
  fix: 'Keep the annotation on one class.',
  source: 'pkg/volume/util/storageclass.go GetDefaultClass',
  * check(view) {
    const [first, ...others] = view.defaultClasses;
    for (const other of others) {
      const effect = view.kubernetes < minorNumber(CHANGED_IN.severalDefaultClasses) ? 'claims without a class are rejected' : 'claims without a class receive the newest of them';
      yield { on: other, path: 'metadata.annotations', message: `"${first.name}" and "${other.name}" are both default classes; ${effect}.` };
    }
  },
};
