import { Fields } from '../../../core/fields';
import { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const CSI003: Rule = {
  id: 'CSI003',
  severity: 'error',
  title: 'Immutable CSIDriver field changed',
  why: 'attachRequired and volumeLifecycleModes are immutable. The API server rejects the update, and kubectl apply or a GitOps sync '
    + 'stops there.',
  fix: 'Delete the object and create it again. Volumes in use keep working.',
  source: 'pkg/apis/storage/validation/validation.go ValidateCSIDriverUpdate',
  * check(view) {
    const defaults: Fields = { attachRequired: true, volumeLifecycleModes: ['Persistent'] };
    const value = (item: ManifestObject, field: string) => {
      const given = item.spec[field] ?? defaults[field];
      return Array.isArray(given) ? [...given].sort() : given;
    };
    for (const { item, before } of changed(view, 'CSIDriver')) {
      for (const field of Object.keys(defaults)) {
        if (!same(value(item, field), value(before, field))) {
          yield { on: item, path: `spec.${field}`, message: `${field} differs from the previous render, but is immutable.` };
        }
      }
    }
  },
};
