import { Fields } from '../../../core/fields';
import { ManifestObject } from '../../model/manifest-object';
import { about, rule } from '../rule';
import { changed, same } from '../shared/changes';

export const CSI003 = rule('CSI003', function* (view) {
  const defaults: Fields = { attachRequired: true, volumeLifecycleModes: ['Persistent'] };
  const value = (item: ManifestObject, field: string) => {
    const given = item.spec[field] ?? defaults[field];
    return Array.isArray(given) ? [...given].sort() : given;
  };
  for (const { item, before } of changed(view, 'CSIDriver')) {
    for (const field of Object.keys(defaults)) {
      if (!same(value(item, field), value(before, field))) {
        yield about(item, `spec.${field}`, `${field} differs from the previous render, but is immutable.`);
      }
    }
  }
});
