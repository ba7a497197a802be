import { Rule } from '../rule';

export const MNT005: Rule = {
  id: 'MNT005',
  severity: 'error',
  title: 'Container mounts a volume that the pod does not declare',
  why: 'The API server rejects the pod. Up to Kubernetes 1.33 it does not check StatefulSets for this: the set is accepted, but none of '
    + 'its pods can be created.',
  fix: 'Declare the volume in volumes (or as a claim template), or correct the name.',
  source: 'pkg/apis/core/validation/validation.go ValidateVolumeMounts',
  * check(view) {
    for (const pod of view.pods) {
      const known = new Set([...pod.volumes, ...view.templatesOf(pod.item)].map(({ name }) => name));
      for (const container of pod.containers) {
        for (const { value, path } of [...container.mounts, ...container.devices]) {
          if (typeof value.name !== 'string' || known.has(value.name)) continue;
          yield {
            on: pod.item,
            path: `${path}.name`,
            message: `container "${container.name}" mounts "${value.name}", but the pod has no such volume.`,
          };
        }
      }
    }
  },
};
