import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { isHook } from '../shared/argo';
import { replaced } from '../shared/manifests';

export const GIT009: Rule = {
  id: 'GIT009',
  severity: 'warning',
  title: 'The name of an object is generated',
  why: 'kubectl apply refuses it, and a GitOps tool makes one more object with each sync and can never tell which of them is meant. Only hooks are made anew each time.',
  fix: 'Write a name.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  failing: `
    apiVersion: batch/v1
    kind: Job
    metadata: {generateName: migrate-, namespace: shop}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: migrate, image: 'registry.example.com/migrate:v1'}]
  `,
  get passing() { return replaced(this.failing, { 'generateName: migrate-': 'name: migrate-v1' }); },
  expects: 'Job/migrate-x metadata.generateName',
  * check(view) {
    for (const item of view.items) {
      if (text(item.metadata.generateName) && !text(item.metadata.name) && !isHook(item)) {
        yield { on: item, path: 'metadata.generateName', message: 'each apply would make one more object.' };
      }
    }
  },
};
