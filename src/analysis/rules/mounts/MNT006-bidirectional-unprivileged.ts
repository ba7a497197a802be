import { shown } from '../../../core/words';
import { Rule } from '../rule';

export const MNT006: Rule = {
  id: 'MNT006',
  severity: 'error',
  title: 'Bidirectional mount propagation without privileged',
  why: 'Only a privileged container can propagate its mounts to the host. The API server rejects the pod.',
  fix: 'Set securityContext.privileged: true, or remove mountPropagation.',
  source: 'pkg/apis/core/validation/validation.go validateMountPropagation',
  * check(view) {
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
  },
};
