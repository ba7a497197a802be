import { rule } from '../rule';
import { hasWave } from '../shared/argo';
import { references } from '../shared/references';

export const OST010 = rule('OST010', function* (view) {
  for (const { pod, kind, name, path } of references(view)) {
    const found = kind === 'Secret' ? view.find(kind, pod.namespace, name) : undefined;
    if (!found || found.index < pod.item.index || hasWave(found) || hasWave(pod.item)) continue;
    yield { on: pod.item, path, message: `Secret "${name}" comes later in the input.` };
  }
});
