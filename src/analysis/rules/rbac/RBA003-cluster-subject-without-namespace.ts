import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const RBA003 = rule('RBA003', function* (view) {
  for (const item of view.of('ClusterRoleBinding')) {
    for (const [i, subject] of list(item.object.subjects).map(fields).entries()) {
      if (subject.kind === 'ServiceAccount' && !text(subject.namespace)) {
        yield { on: item, path: `subjects[${i}].namespace`, message: `ServiceAccount "${shown(subject.name)}" has no namespace.` };
      }
    }
  }
});
