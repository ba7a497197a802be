import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const MNT013 = rule('MNT013', function* (view) {
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      if (text(value.subPath) && text(value.subPathExpr)) {
        yield {
          on: pod.item,
          path: `${path}.subPathExpr`,
          message: 'subPath and subPathExpr are mutually exclusive.',
          fix: 'Remove one of the two.',
        };
      }
      for (const key of ['subPath', 'subPathExpr']) {
        const given = text(value[key]) ?? '';
        if (given.startsWith('/') || given.split('/').includes('..')) {
          yield {
            on: pod.item,
            path: `${path}.${key}`,
            message: `${key} "${shown(given)}" leaves the volume.`,
            fix: 'Use a relative path without "..".',
          };
        }
      }
    }
  }
});
