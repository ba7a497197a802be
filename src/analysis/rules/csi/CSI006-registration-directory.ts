import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { tidy, volumeNamed } from '../../model/pod-sources';
import { Rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const CSI006: Rule = {
  id: 'CSI006',
  severity: 'error',
  title: 'Registrar does not mount the plugins_registry directory',
  why: 'The kubelet watches plugins_registry below its root directory for the sockets of new plugins. It does not notice a registrar '
    + 'whose /registration is another directory.',
  fix: 'Mount the hostPath <kubelet root>/plugins_registry at /registration.',
  source: 'pkg/kubelet/pluginmanager',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const mount = registrar.mounts.find(({ value }) => tidy(text(value.mountPath) ?? '') === '/registration');
      const volume = mount && volumeNamed(pod, mount.value.name);
      if (!volume) continue;
      const host = text(fields(volume.value.hostPath).path);
      if (host && /[/\\]plugins_registry[/\\]?$/.test(host)) continue; // Windows writes it with backslashes
      yield {
        on: pod.item,
        path: `${volume.path}.hostPath.path`,
        message: `the registrar uses ${host ? shown(host) : 'a volume other than a hostPath'}, which the kubelet does not watch.`,
      };
    }
  },
};
