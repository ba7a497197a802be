import { isObject } from '../../../core/fields';
import { shown } from '../../../core/words';
import { Rule } from '../rule';

export const BND009: Rule = {
  id: 'BND009',
  severity: 'error',
  title: 'claimRef without a namespace',
  why: 'claimRef.namespace has no default. Without it the volume is reserved for a claim that cannot exist, so it never binds.',
  fix: 'Set spec.claimRef.namespace to the namespace of the claim.',
  source: 'component-helpers/storage/volume/pv_helpers.go IsVolumeBoundToClaim',
  * check(view) {
    for (const volume of view.volumes) {
      const { claimRef } = volume.spec;
      if (isObject(claimRef) && claimRef.name && !claimRef.namespace) {
        yield {
          on: volume,
          path: 'spec.claimRef',
          message: `the volume is reserved for claim "${shown(claimRef.name)}" without a namespace, which cannot exist.`,
        };
      }
    }
  },
};
