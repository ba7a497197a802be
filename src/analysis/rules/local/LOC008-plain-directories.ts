import { shown } from '../../../core/words';
import { Rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';

export const LOC008: Rule = {
  id: 'LOC008',
  severity: 'info',
  preset: 'strict',
  title: 'Static provisioner discovers mount points only',
  why: 'For a Filesystem class, each directory in hostDir must be a mount point. Plain directories are skipped with a log message, and '
    + 'bind mounts of one filesystem all report its total size.',
  fix: 'Mount a disk, partition or logical volume on each directory, before the provisioner starts or with HostToContainer.',
  source: 'sig-storage-local-static-provisioner pkg/discovery/discovery.go',
  * check(view) {
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
  },
};
