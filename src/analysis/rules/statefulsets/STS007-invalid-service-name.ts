import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { isDnsLabel } from '../../../kubernetes/names';
import { rule } from '../rule';

export const STS007 = rule('STS007', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const name = text(item.spec.serviceName);
    if (name && !isDnsLabel(name)) yield { on: item, path: 'spec.serviceName', message: `"${shown(name)}" is not a DNS label.` };
  }
}, { from: CHANGED_IN.governingServiceName });
