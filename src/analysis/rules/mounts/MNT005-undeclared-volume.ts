import { rule } from '../rule';

export const MNT005 = rule('MNT005', function* (view) {
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
});
