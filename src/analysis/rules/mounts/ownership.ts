import { Fields, fields, text } from '../../../core/fields';
import { claimTitle, modesOf, volumeModeOf } from '../../model/claim-sources';
import { about, rule } from '../rule';
import { uses } from '../shared/uses';
import { csiDriverOf, isSingleWriter } from '../shared/volumes';

export const MNT011 = rule('MNT011', function* (view) {
  for (const { pod, claim } of uses(view)) {
    if (fields(pod.spec.securityContext).fsGroup === undefined || volumeModeOf(claim) === 'Block') continue;
    const volume = view.find('PersistentVolume', '', text(claim.spec.volumeName) ?? view.planned(claim)[0]?.volume);
    const driver = volume && csiDriverOf(volume);
    if (!driver) continue;
    const policy = view.find('CSIDriver', '', driver)?.spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType';
    const single = modesOf(volume).some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
    const reason = policy === 'None' ? 'its driver has fsGroupPolicy None'
      : policy !== 'ReadWriteOnceWithFSType' ? undefined
        : !text(volume.spec.csi.fsType) ? 'it sets no fsType'
          : !single ? 'it has no single-node access mode' : undefined;
    if (reason) yield about(pod.item, `${pod.path}.securityContext.fsGroup`, `fsGroup is not applied to volume "${volume.name}": ${reason}.`);
  }
});

export const MNT012 = rule('MNT012', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    const outer = fields(pod.spec.securityContext);
    if (outer.fsGroup !== undefined || volumeModeOf(claim) === 'Block' || !isSingleWriter(view.classOf(claim)?.object.provisioner)) continue;
    const writers = pod.containers.flatMap((container) => {
      const mount = container.mounts.find(({ value }) => value.name === volume && value.readOnly !== true);
      return mount ? [{ container, path: mount.path, isRoot: isRoot(fields(container.value.securityContext), outer) }] : [];
    });
    if (writers.some(({ container, isRoot: root }) => container.init && root)) continue; // it can change the owner
    for (const { container, path } of writers.filter((writer) => !writer.isRoot)) {
      yield about(pod.item, path,
        `container "${container.name}" does not run as root, but the filesystem of ${claimTitle(claim)} belongs to root.`);
    }
  }
});

/** Whether a container runs as root, as far as its pod says: the image may name another user. */
function isRoot(inner: Fields, outer: Fields): boolean {
  const user = inner.runAsUser ?? outer.runAsUser;
  return user === 0 || (user === undefined && (inner.runAsNonRoot ?? outer.runAsNonRoot) !== true);
}
