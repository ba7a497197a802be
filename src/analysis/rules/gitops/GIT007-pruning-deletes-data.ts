import { rule } from '../rule';
import { syncOptions, usesArgo } from '../shared/argo';

export const GIT007 = rule('GIT007', function* (view) {
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
});
