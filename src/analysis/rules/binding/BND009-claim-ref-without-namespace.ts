import { isObject } from '../../../core/fields';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const BND009: Rule = {
  id: 'BND009',
  severity: 'error',
  title: 'claimRef lacks a namespace',
  why: 'The namespace of claimRef is compared as it stands, and there is no default for it. Without one the volume is reserved for a claim that cannot exist, and nobody '
    + 'ever gets it.',
  fix: 'Add the namespace of the claim to spec.claimRef.',
  source: 'component-helpers/storage/volume/pv_helpers.go IsVolumeBoundToClaim',
  * check(view) {
    for (const volume of view.volumes) {
      const { claimRef } = volume.spec;
      if (isObject(claimRef) && claimRef.name && !claimRef.namespace) {
        yield { on: volume, path: 'spec.claimRef', message: `the volume is reserved for a claim "${shown(claimRef.name)}" without a namespace, which cannot exist.` };
      }
    }
  },
};
