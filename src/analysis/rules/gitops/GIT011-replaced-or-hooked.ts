import { rule } from '../rule';
import { annotation, hookOf, syncOptions } from '../shared/argo';

export const GIT011 = rule('GIT011', function* (view) {
  for (const item of view.of('PersistentVolumeClaim', 'StatefulSet', 'PersistentVolume')) {
    const option = syncOptions(item).find((o) => o === 'Replace=true' || o === 'Force=true');
    const hook = hookOf(item);
    if (option) yield { on: item, path: annotation('sync-options'), message: `${option} replaces this ${item.kind}.` };
    if (hook) yield { on: item, path: annotation(hook), message: `this ${item.kind} is a hook, which is deleted and recreated.` };
  }
});
