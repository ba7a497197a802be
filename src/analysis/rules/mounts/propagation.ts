import { shown } from '../../../core/words';
import { about, rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const MNT006 = rule('MNT006', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers.filter((c) => !c.privileged)) {
      for (const { value, path } of container.mounts.filter((mount) => mount.value.mountPropagation === 'Bidirectional')) {
        yield about(pod.item, `${path}.mountPropagation`,
          `container "${container.name}" mounts "${shown(value.name)}" with Bidirectional propagation, but is not privileged.`);
      }
    }
  }
});

export const MNT007 = rule('MNT007', function* (view) {
  for (const plugin of view.pods.flatMap((pod) => nodePlugin(pod) ?? [])) {
    const { pod, root = '/var/lib/kubelet' } = plugin;
    for (const driver of plugin.drivers) {
      const seen = hostMounts(pod, driver).filter(({ host }) => seesPods(host, root));
      if (!seen.length || seen.some(({ mount }) => mount.mountPropagation === 'Bidirectional')) continue;
      yield about(pod.item, `${seen[0].path}.mountPropagation`,
        `the kubelet cannot see the mounts that container "${driver.name}" creates below ${seen[0].host}.`);
    }
  }
});

export const MNT008 = rule('MNT008', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers.filter(({ image }) => /local-volume-provisioner/.test(image))) {
      for (const { host, mount, path } of hostMounts(pod, container)) {
        if (host === '/dev' || !host.startsWith('/') || ['HostToContainer', 'Bidirectional'].includes(mount.mountPropagation)) continue;
        yield about(pod.item, `${path}.mountPropagation`, `disks mounted below ${host} after the provisioner started are not discovered.`);
      }
    }
  }
});
