import { fields, text } from '../../../core/fields';
import { rule } from '../rule';

export const MNT017 = rule('MNT017', function* (view) {
  for (const pod of view.pods) {
    for (const { name, value, path } of pod.volumes) {
      const host = text(fields(value.hostPath).path);
      if (value.hostPath?.type !== 'Directory' || !host || !/\/plugins\/[^/]+\/?$/.test(host) || /\/kubernetes\.io\/?$/.test(host)) continue;
      yield { on: pod.item, path: `${path}.hostPath.type`, message: `volume "${name}" requires ${host} to exist before the driver starts.` };
    }
  }
});
