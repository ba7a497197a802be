import { isObject } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const BND009 = rule('BND009', function* (view) {
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
});
