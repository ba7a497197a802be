import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const MNT013: Rule = {
  id: 'MNT013',
  severity: 'error',
  title: 'A subPath that the API server refuses',
  why: 'subPath and subPathExpr exclude each other, are relative to the volume, and may not climb out of it with "..".',
  fix: 'Keep one of the two, as a relative path without "..".',
  source: 'pkg/apis/core/validation/validation.go ValidateVolumeMounts',
  * check(view) {
    for (const pod of view.pods) {
      for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
        if (text(value.subPath) && text(value.subPathExpr)) {
          yield { on: pod.item, path: `${path}.subPathExpr`, message: 'subPath and subPathExpr stand in one mount.' };
        }
        for (const key of ['subPath', 'subPathExpr']) {
          const given = text(value[key]) ?? '';
          if (given.startsWith('/') || given.split('/').includes('..')) yield { on: pod.item, path: `${path}.${key}`, message: `${key} is "${shown(given)}", which leads out of the volume.` };
        }
      }
    }
  },
};
