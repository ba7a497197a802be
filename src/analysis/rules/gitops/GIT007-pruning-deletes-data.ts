import { Rule } from '../rule';
import { syncOptions, usesArgo } from '../shared/argo';

export const GIT007: Rule = {
  id: 'GIT007',
  severity: 'warning',
  preset: 'strict',
  title: 'Pruning deletes data',
  why: 'When a claim, volume or StatefulSet disappears from the rendered manifests, or the Application is deleted, Argo CD deletes it. '
    + 'With reclaim policy Delete the data is deleted too.',
  fix: 'Set argocd.argoproj.io/sync-options: Prune=false,Delete=false on it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources',
  * check(view) {
    const severity = usesArgo(view) ? undefined : 'info';
    for (const item of view.of('PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet')) {
      if (item.kind === 'StatefulSet' && !view.templatesOf(item).length) continue;
      if (syncOptions(item).some((option) => /^(Prune|Delete)=(false|confirm)$/.test(option))) continue;
      yield {
        on: item,
        path: 'metadata.annotations',
        severity,
        message: 'Argo CD can prune or delete the object: Prune=false and Delete=false are missing.',
      };
    }
  },
};
