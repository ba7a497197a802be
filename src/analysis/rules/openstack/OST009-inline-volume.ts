import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';

export const OST009: Rule = {
  id: 'OST009',
  severity: 'error',
  title: 'Inline volume of the Cinder driver',
  why: 'Inline ephemeral volumes of the driver were deprecated in 1.24 and removed in 1.31. A pod with one stays in ContainerCreating.',
  fix: 'Use a generic ephemeral volume with a claim template.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md',
  * check(view) {
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
  },
};
