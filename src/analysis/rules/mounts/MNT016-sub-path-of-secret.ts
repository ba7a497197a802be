import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { volumeNamed } from '../../model/pod-sources';
import { rule } from '../rule';

export const MNT016 = rule('MNT016', function* (view) {
  for (const pod of view.pods) {
    if (Object.keys(fields(pod.metadata.annotations)).some((key) => /checksum|hash/i.test(key))) continue;
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      const volume = volumeNamed(pod, value.name)?.value;
      if (!volume || !(text(value.subPath) || text(value.subPathExpr))) continue;
      const kind = volume.secret ? 'Secret' : volume.configMap ? 'ConfigMap' : volume.projected ? 'projected volume' : undefined;
      if (kind) {
        yield {
          on: pod.item,
          path: `${path}.subPath`,
          message: `the pod keeps the first content of the ${kind} in volume "${shown(value.name)}".`,
        };
      }
    }
  }
});
