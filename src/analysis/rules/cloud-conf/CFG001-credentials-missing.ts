import { methodsIn } from './methods';
import { reported } from './topics';
import { ONE_METHOD } from '../../../openstack/judgements/cloud-conf';
import { rule } from '../rule';
import { confFiles, isEmpty } from '../shared/cloud-conf-files';

export const CFG001 = rule('CFG001', function* (view) {
  for (const file of confFiles(view)) {
    if (!isEmpty(file)) continue;
    yield {
      on: file.item,
      path: file.path,
      severity: 'warning',
      message: `${file.key} has no settings, so the component that reads it exits at startup.`,
      fix: 'Set the values in the chart or template that renders it.',
    };
  }
  yield* reported(view, 'CFG001', (f) => f.id === ONE_METHOD && !methodsIn(f.file, view));
});
