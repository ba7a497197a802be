import { fields } from '../../../core/fields';
import { rule } from '../rule';
import { CINDER } from '../shared/volumes';

export const OST009 = rule('OST009', function* (view) {
  for (const pod of view.pods) {
    for (const { name, value, path } of pod.volumes) {
      if (fields(value.csi).driver !== CINDER) continue;
      const gone = view.release >= 31;
      const effect = gone ? `of release 1.${view.release} does not support inline volumes` : 'deprecates inline volumes and removes them in 1.31';
      yield {
        on: pod.item,
        path: `${path}.csi`,
        severity: gone ? undefined : 'warning',
        message: `inline volume "${name}": the driver ${effect}.`,
      };
    }
  }
});
