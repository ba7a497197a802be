import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isInside, PodSource } from '../../model/pod-sources';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

const SENSITIVE = ['/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/opt/cni', '/proc', '/root', '/run', '/sbin', '/sys', '/usr', '/var/lib', '/var/run'];

export const SEC001: Rule = {
  id: 'SEC001',
  severity: 'warning',
  title: 'Pod can write to directories of its node',
  why: 'An attacker in such a pod can take over the node: with a unit file, a cron job, an SSH key or the volumes of other pods. Only '
    + 'components that mount volumes for pods need this access.',
  fix: 'Use an emptyDir or a claim, or mount the directory with readOnly: true.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  * check(view) {
    for (const pod of view.pods) {
      if (isAgent(pod)) continue;
      for (const { name, value, path } of pod.volumes) {
        const host = text(fields(value.hostPath).path);
        const sensitive = host && SENSITIVE.some((directory) => isInside(host, directory) || isInside(directory, host));
        if (!host || !sensitive || !isWritten(pod, name)) continue;
        yield { on: pod.item, path: `${path}.hostPath`, message: `volume "${name}" gives write access to ${shown(host)} of the node.` };
      }
    }
  },
};

/** Whether the pod serves its node: a CSI node plugin, or a DaemonSet with a privileged container. */
function isAgent(pod: PodSource): boolean {
  return nodePlugin(pod) !== undefined || (pod.item.kind === 'DaemonSet' && pod.containers.some(({ privileged }) => privileged));
}

function isWritten(pod: PodSource, volume: string): boolean {
  return pod.containers.some(({ mounts }) => mounts.some(({ value }) => value.name === volume && value.readOnly !== true));
}
