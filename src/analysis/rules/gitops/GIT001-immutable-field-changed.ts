import { changesOf, COMPARE } from './changes';
import { Rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT001: Rule = {
  id: 'GIT001',
  severity: 'error',
  title: 'A field that cannot be changed differs from the last render',
  why: 'The API server refuses the update, and kubectl apply or a GitOps sync stops there, with everything that would come after it.',
  fix: 'Give the object a new name, or delete the old one first.',
  source: 'validation *Update functions of pkg/apis',
  * check(view) {
    for (const { item, before } of changed(view, ...Object.keys(COMPARE))) {
      for (const { path, what } of changesOf(item, before)) {
        yield { on: item, path, message: `${what} differs from the last render, and cannot be changed.` };
      }
    }
  },
};
