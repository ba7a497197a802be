import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { isHook } from '../shared/argo';

export const GIT009: Rule = {
  id: 'GIT009',
  severity: 'warning',
  title: 'generateName in an applied object',
  why: 'kubectl apply rejects it, and a GitOps tool creates another object with each sync. Only hooks are recreated each time.',
  fix: 'Set metadata.name.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  * check(view) {
    for (const item of view.items) {
      if (text(item.metadata.generateName) && !text(item.metadata.name) && !isHook(item)) {
        yield { on: item, path: 'metadata.generateName', message: 'each apply creates another object.' };
      }
    }
  },
};
