import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';

export const OST009: Rule = {
  id: 'OST009',
  severity: 'error',
  title: 'An inline volume of the Cinder driver',
  why: 'The driver made volumes that live as long as their pod. That was deprecated in 1.24 and removed in 1.31: such a pod stays in ContainerCreating.',
  fix: 'Use an ephemeral volume with a claim template.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        if (fields(value.csi).driver !== CINDER) continue;
        const gone = view.release >= 31;
        yield { on: pod.item, path: `${path}.csi`, severity: gone ? undefined : 'warning', message: `the driver of release 1.${view.release} ${gone ? 'makes no inline volumes any more' : 'will lose inline volumes'}: "${name}".` };
      }
    }
  },
};
