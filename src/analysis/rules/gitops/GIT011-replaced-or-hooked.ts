import { Rule } from '../rule';
import { annotation, hookOf, syncOptions } from '../shared/argo';

export const GIT011: Rule = {
  id: 'GIT011',
  severity: 'warning',
  title: 'A claim or StatefulSet is replaced or made by a hook',
  why: 'Replace=true sends the whole object: a claim is refused, as most of its fields cannot change, and Force=true deletes it first, with its data. Hooks are deleted and made again with each sync or upgrade.',
  fix: 'Remove the option; leave what holds data to the ordinary sync.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#replace-resource-instead-of-applying-changes',
  * check(view) {
    for (const item of view.of('PersistentVolumeClaim', 'StatefulSet', 'PersistentVolume')) {
      const option = syncOptions(item).find((o) => o === 'Replace=true' || o === 'Force=true');
      const hook = hookOf(item);
      if (option) yield { on: item, path: annotation('sync-options'), message: `${option} on a ${item.kind}.` };
      if (hook) yield { on: item, path: annotation(hook), message: `a ${item.kind} is made by a hook.` };
    }
  },
};
