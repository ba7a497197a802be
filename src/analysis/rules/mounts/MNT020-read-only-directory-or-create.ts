import { fields, text } from '../../../core/fields';
import { rule } from '../rule';

export const MNT020 = rule('MNT020', function* (view) {
  for (const pod of view.pods) {
    const mounts = pod.containers.flatMap((container) => container.mounts.map(({ value }) => value));
    const mounted = new Set(mounts.map(({ name }) => name));
    const written = new Set(mounts.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name));
    for (const { name, value, path } of pod.volumes) {
      const { path: host, type } = fields(value.hostPath);
      if (type !== 'DirectoryOrCreate' || !text(host) || !mounted.has(name) || written.has(name)) continue;
      yield {
        on: pod.item,
        path: `${path}.hostPath.type`,
        message: `volume "${name}" is only read, but creates an empty ${host} where it is missing.`,
      };
    }
  }
});
