import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isInside, PodSource } from '../../model/pod-sources';
import { rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

const SENSITIVE = ['/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/opt/cni', '/proc', '/root', '/run', '/sbin', '/sys', '/usr', '/var/lib', '/var/run'];

export const SEC001 = rule('SEC001', function* (view) {
  for (const pod of view.pods) {
    if (isAgent(pod)) continue;
    for (const { name, value, path } of pod.volumes) {
      const host = text(fields(value.hostPath).path);
      const sensitive = host && SENSITIVE.some((directory) => isInside(host, directory) || isInside(directory, host));
      if (!host || !sensitive || !isWritten(pod, name)) continue;
      yield { on: pod.item, path: `${path}.hostPath`, message: `volume "${name}" gives write access to ${shown(host)} of the node.` };
    }
  }
});

/** Whether the pod serves its node: a CSI node plugin, or a DaemonSet with a privileged container. */
function isAgent(pod: PodSource): boolean {
  return nodePlugin(pod) !== undefined || (pod.item.kind === 'DaemonSet' && pod.containers.some(({ privileged }) => privileged));
}

function isWritten(pod: PodSource, volume: string): boolean {
  return pod.containers.some(({ mounts }) => mounts.some(({ value }) => value.name === volume && value.readOnly !== true));
}
