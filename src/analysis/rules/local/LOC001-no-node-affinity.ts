import { fields, list } from '../../../core/fields';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC001: Rule = {
  id: 'LOC001',
  severity: 'error',
  title: 'A local volume does not say on which node it is',
  why: 'A directory or disk exists on one node only, so the API server refuses a local volume without nodeAffinity.',
  fix: 'Add nodeAffinity.required with kubernetes.io/hostname and the name of the node.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec',
  * check(view) {
    for (const item of view.volumes) {
      if (sourceOf(item) !== 'local') continue;
      if (!list(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms).length) {
        yield { on: item, path: 'spec.nodeAffinity', message: `the volume "${item.name}" does not say on which node it is.` };
      }
    }
  },
};
