import { changesOf, COMPARE } from './changes';
import { Rule } from '../rule';
import { changed } from '../shared/changes';
import { replaced } from '../shared/manifests';

export const GIT001: Rule = {
  id: 'GIT001',
  severity: 'error',
  title: 'A field that cannot be changed differs from the last render',
  why: 'The API server refuses the update, and kubectl apply or a GitOps sync stops there, with everything that would come after it.',
  fix: 'Give the object a new name, or delete the old one first.',
  source: 'validation *Update functions of pkg/apis',
  get previous() { return this.passing; },
  failing: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: db, namespace: shop}
    spec:
      strategy: {type: Recreate}
      selector: {matchLabels: {app: database}}
      template:
        metadata: {labels: {app: database}}
        spec: {containers: [{name: db, image: 'postgres:18'}]}
  `,
  get passing() {
    return replaced(this.failing, {
      'selector: {matchLabels: {app: database}}': 'selector: {matchLabels: {app: db}}',
      'metadata: {labels: {app: database}}': 'metadata: {labels: {app: db}}',
    });
  },
  expects: 'Deployment/db spec.selector',
  * check(view) {
    for (const { item, before } of changed(view, ...Object.keys(COMPARE))) {
      for (const { path, what } of changesOf(item, before)) {
        yield { on: item, path, message: `${what} differs from the last render, and cannot be changed.` };
      }
    }
  },
};
