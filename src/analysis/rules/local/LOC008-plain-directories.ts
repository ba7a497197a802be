import { Rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';
import { shown } from '../shared/words';

export const LOC008: Rule = {
  id: 'LOC008',
  severity: 'info',
  preset: 'strict',
  title: 'The static provisioner takes mount points only',
  why: 'For a class with the mode Filesystem each directory in hostDir must be a mount point of its own. Plain directories are passed over with a message in the log, and bind mounts of one file system all report its whole size.',
  fix: 'Mount a disk, partition or logical volume on each directory, before the provisioner starts or with HostToContainer.',
  source: 'sig-storage-local-static-provisioner pkg/discovery/discovery.go',
  * check(view) {
    for (const { item, classes } of staticConfigs(view)) {
      for (const { name, value, hostDir } of classes) {
        if (value.volumeMode === 'Block' || !hostDir) continue;
        yield { on: item, path: 'data[storageClassMap]', message: `the class "${shown(name)}" needs a mount point for each volume below ${shown(hostDir)}.` };
      }
    }
  },
};
