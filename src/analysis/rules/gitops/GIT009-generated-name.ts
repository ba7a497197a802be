import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { isHook } from '../shared/argo';

export const GIT009: Rule = {
  id: 'GIT009',
  severity: 'warning',
  title: 'The name of an object is generated',
  why: 'kubectl apply refuses it, and a GitOps tool makes one more object with each sync and can never tell which of them is meant. Only hooks are made anew each time.',
  fix: 'Write a name.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  * check(view) {
    for (const item of view.items) {
      if (text(item.metadata.generateName) && !text(item.metadata.name) && !isHook(item)) {
        yield { on: item, path: 'metadata.generateName', message: 'each apply would make one more object.' };
      }
    }
  },
};
