import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';

export const MNT020: Rule = {
  id: 'MNT020',
  severity: 'info',
  preset: 'strict',
  title: 'Read-only hostPath with type DirectoryOrCreate',
  why: 'With DirectoryOrCreate, the kubelet creates a missing directory, empty and owned by root. A pod that only reads it then runs '
    + 'without the certificates or settings that it needs, and the empty directory stays on the node.',
  fix: 'Use type: Directory, so that the pod waits with an event, or remove the volume.',
  source: 'pkg/volume/hostpath/host_path.go',
  * check(view) {
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
  },
};
