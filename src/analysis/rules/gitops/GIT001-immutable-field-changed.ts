import { changesOf, COMPARE } from './changes';
import { Rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT001: Rule = {
  id: 'GIT001',
  severity: 'error',
  title: 'Immutable field changed',
  why: 'The API server rejects the update. kubectl apply or a GitOps sync stops there, and later objects are not applied.',
  fix: 'Give the object a new name, or delete the old one first.',
  source: 'validation *Update functions of pkg/apis',
  * check(view) {
    for (const { item, before } of changed(view, ...Object.keys(COMPARE))) {
      for (const { path, what } of changesOf(item, before)) {
        yield { on: item, path, message: `${what} differs from the previous render, but is immutable.` };
      }
    }
  },
};
