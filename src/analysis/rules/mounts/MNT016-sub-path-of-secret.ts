import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { volumeNamed } from '../../model/pod-sources';
import { Rule } from '../rule';

export const MNT016: Rule = {
  id: 'MNT016',
  severity: 'info',
  title: 'Secret or ConfigMap mounted by subPath is never updated',
  why: 'The kubelet updates the mounted directory of a Secret or ConfigMap. A file mounted by subPath keeps its first content until the '
    + 'pod is recreated, so rotated credentials do not arrive.',
  fix: 'Mount the directory, or add a checksum of the content as an annotation of the pod template.',
  source: 'kubernetes.io docs, Secrets, Mounted Secrets are updated automatically',
  * check(view) {
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
  },
};
