import { problemsOf } from './mapped-class';
import { Rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';
import { NO_PROVISIONER } from '../shared/volumes';
import { shown } from '../shared/words';

export const LOC006: Rule = {
  id: 'LOC006',
  severity: 'error',
  title: 'The classes of the static provisioner do not fit its mounts or themselves',
  why: 'The provisioner looks for volumes in mountDir, inside of its container, and writes hostDir into them. If the two are not the same directory, pods get a path that is not there. Anything that it cannot read stops it. Classes and entries go together: a class without entry gets no volumes.',
  fix: 'Mount each hostDir at its mountDir, and write volumeMode as Filesystem or Block.',
  source: 'sig-storage-local-static-provisioner pkg/common/common.go ConfigMapDataToVolumeConfig',
  * check(view) {
    const configs = staticConfigs(view);
    const mapped = new Set(configs.flatMap(({ classes }) => classes.map(({ name }) => name)));
    const readable = configs.some(({ provisioners }) => provisioners.length) && configs.every(({ map }) => !map.error);
    const byHand = new Set(view.inventory.volumes.map(({ className }) => className));
    for (const item of readable ? view.classes : []) {
      if (item.object.provisioner !== NO_PROVISIONER || mapped.has(item.name) || byHand.has(item.name)) continue;
      yield {
        on: item,
        path: 'metadata.name',
        severity: view.closedWorld ? 'warning' : 'info',
        message: `the static provisioner has no entry for the class "${shown(item.name)}", and no volume here is of it.`,
        fix: 'Add the class to storageClassMap, or volumes that are made by hand.',
      };
    }
    for (const config of configs) {
      const on = { on: config.item, path: 'data[storageClassMap]' };
      if (config.map.error) yield { ...on, message: `storageClassMap cannot be read: ${config.map.error}.` };
      for (const entry of config.classes) {
        for (const problem of problemsOf(entry, config)) yield { ...on, message: `the class "${shown(entry.name)}": ${problem.message}`, severity: problem.severity };
        if (!view.find('StorageClass', '', entry.name) && !view.inventory.world.knownClasses.has(entry.name)) {
          yield {
            ...on,
            severity: view.closedWorld ? undefined : 'info',
            message: `there is no StorageClass "${shown(entry.name)}" here, and without one the provisioner skips these disks.`,
            fix: 'Add a StorageClass with the provisioner kubernetes.io/no-provisioner.',
          };
        }
      }
    }
  },
};
