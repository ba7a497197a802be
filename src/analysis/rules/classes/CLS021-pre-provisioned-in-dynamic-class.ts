import { fields, text } from '../../../core/fields';
import { VOLUME_PLUGINS, volumePlugin } from '../../../kubernetes/volume-plugins';
import { rule } from '../rule';
import { csiDriverOf, driverOf, NO_PROVISIONER, sourceOf } from '../shared/volumes';

/** Drivers that provision volumes of their own type only. */
const CLOUDS = new Set(VOLUME_PLUGINS.map((plugin) => plugin.driver));

export const CLS021 = rule('CLS021', function* (view) {
  for (const item of view.volumes) {
    const storageClass = view.find('StorageClass', '', text(item.spec.storageClassName));
    const provisioner = text(storageClass?.object.provisioner);
    const source = sourceOf(item);
    if (!storageClass || !provisioner || !source || provisioner === NO_PROVISIONER || text(fields(item.spec.claimRef).name)) continue;
    const driver = driverOf(provisioner);
    const plugin = volumePlugin(source);
    const own = csiDriverOf(item) ?? plugin?.driver ?? plugin?.successor;
    if (own === undefined ? !CLOUDS.has(driver) : own === driver) continue;
    yield {
      on: item,
      path: 'spec.storageClassName',
      message: `claims of class "${storageClass.name}" get this ${own ?? source} volume if it is free, and else a new ${driver} volume.`,
    };
  }
});
