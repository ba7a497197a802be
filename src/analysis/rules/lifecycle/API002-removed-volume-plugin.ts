import { fields, text } from '../../../core/fields';
import { API002 as judgement, missingInK3s, removedPlugin } from '../../../kubernetes/judgements/plugins';
import { on, rule } from '../rule';
import { volumeSources } from '../shared/plugins';

export const API002 = rule(judgement, function* (view) {
  const k3s = view.of('Node').some((node) => /\+k3s/.test(text(fields(fields(node.object.status).nodeInfo).kubeletVersion) ?? ''));
  for (const { item, source, path } of volumeSources(view)) {
    yield* on(item, removedPlugin(source, path, view.minor));
    if (k3s) yield* on(item, missingInK3s(source, path, view.minor));
  }
});
