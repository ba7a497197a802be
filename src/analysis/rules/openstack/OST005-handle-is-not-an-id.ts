import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';
import { CINDER, csiDriverOf } from '../shared/volumes';

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

export const OST005 = rule('OST005', function* (view) {
  for (const item of view.volumes) {
    const csi = csiDriverOf(item) === CINDER ? text(fields(item.spec.csi).volumeHandle) : undefined;
    const inTree = text(fields(item.spec.cinder).volumeID);
    const id = csi ?? inTree;
    if (!id || UUID.test(id)) continue;
    yield { on: item, path: csi ? 'spec.csi.volumeHandle' : 'spec.cinder.volumeID', message: `${shown(id)} is not the ID of a Cinder volume.` };
  }
});
