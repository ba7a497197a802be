import { Rule } from '../rule';

export const MNT005: Rule = {
  id: 'MNT005',
  severity: 'error',
  title: 'A container mounts a volume that the pod does not have',
  why: 'The API server refuses the pod. A StatefulSet was not checked for this up to Kubernetes 1.33: it is accepted, and none of its pods can be made.',
  fix: 'Declare the volume under volumes (or as a claim template), or correct the name.',
  source: 'pkg/apis/core/validation/validation.go ValidateVolumeMounts',
  * check(view) {
    for (const pod of view.pods) {
      const known = new Set([...pod.volumes, ...view.templatesOf(pod.item)].map(({ name }) => name));
      for (const container of pod.containers) {
        for (const { value, path } of [...container.mounts, ...container.devices]) {
          if (typeof value.name !== 'string' || known.has(value.name)) continue;
          yield { on: pod.item, path: `${path}.name`, message: `the container "${container.name}" mounts "${value.name}", which is no volume of the pod.` };
        }
      }
    }
  },
};
