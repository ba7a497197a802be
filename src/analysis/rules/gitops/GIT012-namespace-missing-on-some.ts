import { fields, list, text } from '../../../core/fields';
import { names } from '../../../core/words';
import { isFile } from '../../../kubernetes/kinds';
import { isBuiltIn } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { rule } from '../rule';

export const GIT012 = rule('GIT012', function* (view) {
  const free = view.items.filter((item) => !item.placed && item.name !== '' && isBuiltIn(item) && !isFile(item.group));
  const fixed = written(view);
  if (!free.length || !fixed.length) return;
  const verb = free.length > 1 ? 'have' : 'has';
  yield {
    on: free[0],
    path: 'metadata.namespace',
    message: `${names(free.map(({ name }) => name))} ${verb} no namespace, but other objects use ${names(fixed)}.`,
  };
});

/** The namespaces that objects and the subjects of bindings name. */
function written(view: View): string[] {
  const own = view.items.flatMap(({ metadata }) => text(metadata.namespace) ?? []);
  const subjects = view.of('RoleBinding', 'ClusterRoleBinding').flatMap(({ object }) => list(object.subjects))
    .flatMap((subject) => text(fields(subject).namespace) ?? []);
  return [...new Set([...own, ...subjects])].filter(Boolean).sort();
}
