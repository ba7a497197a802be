import { fields, text } from '../../../core/fields';
import { VOLUME_PLUGINS, volumePlugin } from '../../../kubernetes/volume-plugins';
import { Rule } from '../rule';
import { csiDriverOf, driverOf, NO_PROVISIONER, sourceOf } from '../shared/volumes';

/** Drivers that provision volumes of their own type only. */
const CLOUDS = new Set(VOLUME_PLUGINS.map((plugin) => plugin.driver));

export const CLS021: Rule = {
  id: 'CLS021',
  severity: 'info',
  title: 'Pre-provisioned volume of another type shares a dynamic class',
  why: 'A claim binds to a free volume of its class before a new one is provisioned. Its storage, with the speed, access modes and '
    + 'snapshots, then depends on what is free at that moment.',
  fix: 'Give pre-provisioned volumes a class of their own, or reserve the volume with claimRef.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
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
  },
};
