import { Fields, fields } from '../../../core/fields';
import { OS } from '../../../kubernetes/labels';
import { Rule } from '../rule';
import { hostMounts, nodePlugin, seesPods } from '../shared/kubelet';

export const CSI007: Rule = {
  id: 'CSI007',
  severity: 'error',
  title: 'Node plugin is not privileged',
  why: 'Formatting, mounting and propagating mounts to the host require a privileged container. Without it every mount fails, or the '
    + 'API server rejects Bidirectional propagation.',
  fix: 'Set securityContext.privileged: true for the driver container.',
  source: 'pkg/apis/core/validation/validation.go validateMountPropagation',
  * check(view) {
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
  },
};

function windows(spec: Fields): boolean {
  return fields(spec.os).name === 'windows' || fields(spec.nodeSelector)[OS] === 'windows';
}
