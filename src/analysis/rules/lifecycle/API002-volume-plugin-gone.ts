import { API002 as judgement, removedPlugin } from '../../../kubernetes/judgements/plugins';
import { on, Rule } from '../rule';
import { volumeSources } from '../shared/plugins';

export const API002: Rule = {
  ...judgement,
  * check(view) {
    for (const { item, source, path } of volumeSources(view)) yield* on(item, removedPlugin(source, path, view.minor));
  },
};
