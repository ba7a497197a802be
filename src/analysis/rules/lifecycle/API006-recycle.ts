import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const API006: Rule = {
  id: 'API006',
  severity: 'warning',
  title: 'A volume is recycled',
  why: 'Recycle is deprecated. It works for NFS and hostPath only, by a pod that deletes all files with rm; any other volume ends up Failed when its claim goes.',
  fix: 'Use Retain, or provision volumes dynamically.',
  source: 'pkg/api/persistentvolume/util.go; pkg/controller/volume/persistentvolume/pv_controller.go recycleVolumeOperation',
  * check(view) {
    for (const item of view.volumes) {
      if (item.spec.persistentVolumeReclaimPolicy !== 'Recycle') continue;
      const source = sourceOf(item);
      const works = source === 'nfs' || source === 'hostPath';
      yield {
        on: item,
        path: 'spec.persistentVolumeReclaimPolicy',
        message: works ? `Recycle is deprecated: all files of "${item.name}" are removed with rm when its claim is deleted.`
          : `Recycle does not work for the source "${source}": "${item.name}" becomes Failed when its claim is deleted.`,
      };
    }
  },
};
