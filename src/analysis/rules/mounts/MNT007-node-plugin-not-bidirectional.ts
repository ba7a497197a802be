import { rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const MNT007 = rule('MNT007', function* (view) {
  for (const plugin of view.pods.flatMap((pod) => nodePlugin(pod) ?? [])) {
    const { pod, root = '/var/lib/kubelet' } = plugin;
    for (const driver of plugin.drivers) {
      const seen = hostMounts(pod, driver).filter(({ host }) => seesPods(host, root));
      if (!seen.length || seen.some(({ mount }) => mount.mountPropagation === 'Bidirectional')) continue;
      yield {
        on: pod.item,
        path: `${seen[0].path}.mountPropagation`,
        message: `the kubelet cannot see the mounts that container "${driver.name}" creates below ${seen[0].host}.`,
      };
    }
  }
});
