import { shown } from '../../../core/words';
import { rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';

export const LOC008 = rule('LOC008', function* (view) {
  for (const { item, classes } of staticConfigs(view)) {
    for (const { name, value, hostDir } of classes) {
      if (value.volumeMode === 'Block' || !hostDir) continue;
      yield {
        on: item,
        path: 'data[storageClassMap]',
        message: `class "${shown(name)}" requires a mount point for each volume below ${shown(hostDir)}.`,
      };
    }
  }
});
