import { Fields, fields } from '../../../core/fields';
import { OS } from '../../../kubernetes/labels';
import { rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const CSI007 = rule('CSI007', function* (view) {
  for (const { pod, drivers, root = '/var/lib/kubelet' } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    if (windows(pod.spec)) continue;
    for (const container of drivers.filter((c) => !c.privileged && hostMounts(pod, c).some(({ host }) => seesPods(host, root)))) {
      yield {
        on: pod.item,
        path: `${container.path}.securityContext.privileged`,
        message: `container "${container.name}" mounts volumes for pods, but is not privileged.`,
      };
    }
  }
});

function windows(spec: Fields): boolean {
  return fields(spec.os).name === 'windows' || fields(spec.nodeSelector)[OS] === 'windows';
}
