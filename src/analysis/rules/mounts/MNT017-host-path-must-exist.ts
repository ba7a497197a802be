import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';

export const MNT017: Rule = {
  id: 'MNT017',
  severity: 'warning',
  title: 'A socket directory that must be there before its driver',
  why: 'With the type Directory the kubelet refuses to start the pod while the directory does not exist. The directory for the socket of a driver is made by nobody but the pod itself, so on a fresh node it never starts.',
  fix: 'Use type: DirectoryOrCreate.',
  source: 'pkg/volume/hostpath/host_path.go',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const host = text(fields(value.hostPath).path);
        if (value.hostPath?.type !== 'Directory' || !host || !/\/plugins\/[^/]+\/?$/.test(host) || /\/kubernetes\.io\/?$/.test(host)) continue;
        yield { on: pod.item, path: `${path}.hostPath.type`, message: `the volume "${name}" needs ${host} to exist before the driver runs.` };
      }
    }
  },
};
