import { fields } from '../../../core/fields';
import { claimTitle, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { uses } from '../shared/uses';
import { isSingleWriter } from '../shared/volumes';

export const MNT012 = rule('MNT012', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    const outer = fields(pod.spec.securityContext);
    if (outer.fsGroup !== undefined || volumeModeOf(claim) === 'Block' || !isSingleWriter(view.classOf(claim)?.object.provisioner)) continue;
    for (const container of pod.containers) {
      const inner = fields(container.value.securityContext);
      const user = inner.runAsUser ?? outer.runAsUser;
      const mount = container.mounts.find(({ value }) => value.name === volume && value.readOnly !== true);
      const isRoot = user === 0 || (user === undefined && (inner.runAsNonRoot ?? outer.runAsNonRoot) !== true);
      if (mount && !isRoot) {
        yield {
          on: pod.item,
          path: mount.path,
          message: `container "${container.name}" does not run as root, but the filesystem of ${claimTitle(claim)} belongs to root.`,
        };
      }
    }
  }
});
