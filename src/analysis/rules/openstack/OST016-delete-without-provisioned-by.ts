import { PROVISIONED_BY } from '../../../kubernetes/annotations';
import { rule } from '../rule';
import { CINDER, csiDriverOf } from '../shared/volumes';

export const OST016 = rule('OST016', function* (view) {
  for (const item of view.volumes) {
    if (csiDriverOf(item) !== CINDER || item.spec.persistentVolumeReclaimPolicy !== 'Delete') continue;
    if (item.annotations[PROVISIONED_BY] === undefined) {
      yield { on: item, path: 'spec.persistentVolumeReclaimPolicy', message: `"${item.name}" has reclaim policy Delete but no annotation pv.kubernetes.io/provisioned-by, so nothing deletes it.` };
    }
  }
});
