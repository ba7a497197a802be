import { Rule } from '../rule';
import { shown } from '../shared/words';

export const MNT006: Rule = {
  id: 'MNT006',
  severity: 'error',
  title: 'Bidirectional mount propagation without privileged',
  why: 'Mounts that a container makes can be passed to the host only by a privileged container. The API server refuses the pod.',
  fix: 'Set securityContext.privileged: true, or drop mountPropagation.',
  source: 'pkg/apis/core/validation/validation.go validateMountPropagation',
  * check(view) {
    for (const pod of view.pods) {
      for (const container of pod.containers.filter((c) => !c.privileged)) {
        for (const { value, path } of container.mounts.filter((mount) => mount.value.mountPropagation === 'Bidirectional')) {
          yield { on: pod.item, path: `${path}.mountPropagation`, message: `the container "${container.name}" is not privileged, and mounts "${shown(value.name)}" as Bidirectional.` };
        }
      }
    }
  },
};
