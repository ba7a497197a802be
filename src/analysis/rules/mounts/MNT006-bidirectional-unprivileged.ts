import { shown } from '../../../core/words';
import { rule } from '../rule';

export const MNT006 = rule('MNT006', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers.filter((c) => !c.privileged)) {
      for (const { value, path } of container.mounts.filter((mount) => mount.value.mountPropagation === 'Bidirectional')) {
        yield {
          on: pod.item,
          path: `${path}.mountPropagation`,
          message: `container "${container.name}" mounts "${shown(value.name)}" with Bidirectional propagation, but is not privileged.`,
        };
      }
    }
  }
});
