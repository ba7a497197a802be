import { problemsOf } from './mapped-class';
import { STATIC_PROVISIONER } from '../examples/static-provisioner';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';
import { staticConfigs } from '../shared/static-provisioner';
import { shown } from '../shared/words';

export const LOC006: Rule = {
  id: 'LOC006',
  severity: 'error',
  title: 'The classes of the static provisioner do not fit its mounts or themselves',
  why: 'The provisioner looks for volumes in mountDir, inside of its container, and writes hostDir into them. If the two are not the same directory, pods get a path that is not there. Anything that it cannot read stops it.',
  fix: 'Mount each hostDir at its mountDir, and write volumeMode as Filesystem or Block.',
  source: 'sig-storage-local-static-provisioner pkg/common/common.go ConfigMapDataToVolumeConfig',
  get failing() { return replaced(this.passing, { 'mountDir: /mnt/fast-disks': 'mountDir: /mnt/ssd' }); },
  passing: STATIC_PROVISIONER,
  expects: 'ConfigMap/local-provisioner-config data[storageClassMap]',
  * check(view) {
    for (const config of staticConfigs(view)) {
      const on = { on: config.item, path: 'data[storageClassMap]' };
      if (config.map.error) yield { ...on, message: `storageClassMap cannot be read: ${config.map.error}.` };
      for (const mapped of config.classes) {
        for (const problem of problemsOf(mapped, config)) yield { ...on, message: `the class "${shown(mapped.name)}": ${problem.message}`, severity: problem.severity };
        if (!view.find('StorageClass', '', mapped.name) && !view.inventory.world.knownClasses.has(mapped.name)) {
          yield {
            ...on,
            severity: view.closedWorld ? undefined : 'info',
            message: `there is no StorageClass "${shown(mapped.name)}" here, and without one the provisioner skips these disks.`,
            fix: 'Add a StorageClass with the provisioner kubernetes.io/no-provisioner.',
          };
        }
      }
    }
  },
};
