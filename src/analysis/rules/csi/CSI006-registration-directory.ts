import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { tidy, volumeNamed } from '../../model/pod-sources';
import { rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';

export const CSI006 = rule('CSI006', function* (view) {
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
});
