import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';

export const MNT017: Rule = {
  id: 'MNT017',
  severity: 'warning',
  title: 'hostPath of type Directory for a socket directory that nothing creates',
  why: "With type Directory, the kubelet does not start the pod until the directory exists. Only the driver's own pod creates the "
    + 'directory of its socket, so on a new node it never starts.',
  fix: 'Use type: DirectoryOrCreate.',
  source: 'pkg/volume/hostpath/host_path.go',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const host = text(fields(value.hostPath).path);
        if (value.hostPath?.type !== 'Directory' || !host || !/\/plugins\/[^/]+\/?$/.test(host) || /\/kubernetes\.io\/?$/.test(host)) continue;
        yield { on: pod.item, path: `${path}.hostPath.type`, message: `volume "${name}" requires ${host} to exist before the driver starts.` };
      }
    }
  },
};
