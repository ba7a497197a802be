import { CHANGED_IN } from '../../../kubernetes/changes';
import { minorNumber } from '../../../kubernetes/minor';
import { rule } from '../rule';

export const CLS002 = rule('CLS002', function* (view) {
  const [first, ...others] = view.defaultClasses;
  for (const other of others) {
    const effect = view.kubernetes < minorNumber(CHANGED_IN.severalDefaultClasses) ? 'claims without a class are rejected' : 'claims without a class receive the newest of them';
    yield { on: other, path: 'metadata.annotations', message: `"${first.name}" and "${other.name}" are both default classes; ${effect}.` };
  }
});
