import { Rule } from '../rule';
import { annotation, hookOf, syncOptions } from '../shared/argo';

export const GIT011: Rule = {
  id: 'GIT011',
  severity: 'warning',
  title: 'Claim or StatefulSet is replaced, or created by a hook',
  why: 'Replace=true replaces the whole object: the API server rejects that for a claim, and Force=true deletes the claim first, with '
    + 'its data. Hooks are deleted and recreated with each sync or upgrade.',
  fix: 'Remove the annotation, and sync objects with data normally.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#replace-resource-instead-of-applying-changes',
  * check(view) {
    for (const item of view.of('PersistentVolumeClaim', 'StatefulSet', 'PersistentVolume')) {
      const option = syncOptions(item).find((o) => o === 'Replace=true' || o === 'Force=true');
      const hook = hookOf(item);
      if (option) yield { on: item, path: annotation('sync-options'), message: `${option} replaces this ${item.kind}.` };
      if (hook) yield { on: item, path: annotation(hook), message: `this ${item.kind} is a hook, which is deleted and recreated.` };
    }
  },
};
