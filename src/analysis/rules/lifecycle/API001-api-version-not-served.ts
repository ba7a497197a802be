import { servedVersion } from '../../../kubernetes/api-versions';
import { rule } from '../rule';

export const API001 = rule('API001', function* (view) {
  for (const item of view.items) {
    if (item.kind === 'VolumeAttributesClass') continue; // API005
    const found = servedVersion(item, view.kubernetes);
    if (found) yield { on: item, path: 'apiVersion', message: found.message, fix: found.fix };
  }
});
