import { fields, list } from '../../../core/fields';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC001: Rule = {
  id: 'LOC001',
  severity: 'error',
  title: 'Local volume without nodeAffinity',
  why: 'A directory or disk exists on one node only, so the API server rejects a local volume without nodeAffinity.',
  fix: 'Add nodeAffinity.required with kubernetes.io/hostname and the name of the node.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec',
  * check(view) {
    for (const item of view.volumes) {
      if (sourceOf(item) !== 'local') continue;
      if (!list(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms).length) {
        yield { on: item, path: 'spec.nodeAffinity', message: `local volume "${item.name}" has no nodeAffinity.` };
      }
    }
  },
};
