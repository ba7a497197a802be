import { Rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const MNT007: Rule = {
  id: 'MNT007',
  severity: 'error',
  title: 'CSI node plugin mounts the kubelet directory without Bidirectional',
  why: 'The driver mounts volumes inside its container. Only Bidirectional propagation makes these mounts visible on the host, where '
    + 'the kubelet and the pods look for them. Without it, pods see an empty directory.',
  fix: 'Set mountPropagation: Bidirectional on the mount of the kubelet directory.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml',
  * check(view) {
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
  },
};
