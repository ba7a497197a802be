import { API003 as judgement, supersededPlugin } from '../../../kubernetes/judgements/plugins';
import { volumePlugin } from '../../../kubernetes/volume-plugins';
import { rule } from '../rule';
import { volumeSources } from '../shared/plugins';
import { isServed } from '../shared/volumes';

export const API003 = rule(judgement, function* (view) {
  for (const { item, source, path } of volumeSources(view)) {
    const driver = volumePlugin(source)?.driver;
    const severity = driver && isServed(view, driver) ? 'info' : undefined;
    for (const verdict of supersededPlugin(source, path, view.minor)) yield { on: item, severity, ...verdict };
  }
});
