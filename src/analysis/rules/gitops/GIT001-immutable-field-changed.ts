import { changesOf, COMPARE } from './changes';
import { rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT001 = rule('GIT001', function* (view) {
  for (const { item, before } of changed(view, ...Object.keys(COMPARE))) {
    for (const { path, what } of changesOf(item, before)) {
      yield { on: item, path, message: `${what} differs from the previous render, but is immutable.` };
    }
  }
});
