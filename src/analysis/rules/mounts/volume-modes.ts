import { list } from '../../../core/fields';
import { shown } from '../../../core/words';
import { mountOptionsOfDevice, refusedMountOptions, unsupportedBlock } from '../../../kubernetes/judgements/volume';
import { claimTitle, specPath, volumeModeOf } from '../../model/claim-sources';
import { volumeNamed } from '../../model/pod-sources';
import { about, each, on, rule } from '../rule';
import { uses } from '../shared/uses';

export const MNT001 = rule('MNT001', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    if (volumeModeOf(claim) !== 'Block') continue;
    for (const { mounts } of pod.containers) {
      for (const { value, path } of mounts.filter((mount) => mount.value.name === volume)) {
        yield about(pod.item, path, `${claimTitle(claim)} has volumeMode Block, but is mounted at ${shown(value.mountPath)}.`);
      }
    }
  }
});

export const MNT002 = rule('MNT002', function* (view) {
  for (const { pod, claim, volume } of uses(view)) {
    if (volumeModeOf(claim) === 'Block') continue;
    for (const { devices } of pod.containers) {
      for (const { path } of devices.filter((device) => device.value.name === volume)) {
        yield about(pod.item, path, `${claimTitle(claim)} has volumeMode Filesystem, but is used as a device.`);
      }
    }
  }
});

export const MNT003 = rule('MNT003', function* (view) {
  for (const pod of view.pods) {
    const templates = view.templatesOf(pod.item).map(({ name }) => name);
    for (const { value, path } of pod.containers.flatMap(({ devices }) => devices)) {
      const volume = volumeNamed(pod, value.name);
      if (!volume || volume.value.persistentVolumeClaim || volume.value.ephemeral || templates.includes(volume.name)) continue;
      yield about(pod.item, `${path}.name`, `volume "${volume.name}" is used as a device, but is not a claim.`);
    }
  }
});

export const MNT009 = rule('MNT009', each((view) => view.volumes, (item, view) => refusedMountOptions(item.object, view.minor)));

export const MNT010 = rule('MNT010', function* (view) {
  for (const item of view.volumes) yield* on(item, mountOptionsOfDevice(item.object));
  for (const claim of view.claims) {
    const storageClass = view.classOf(claim);
    if (volumeModeOf(claim) !== 'Block' || !storageClass || !list(storageClass.object.mountOptions).length) continue;
    yield about(claim.item, specPath(claim, 'volumeMode'),
      `${claimTitle(claim)} has volumeMode Block, but its class "${storageClass.name}" sets mount options.`);
  }
});

export const MNT021 = rule('MNT021', each((view) => view.volumes, (item, view) => unsupportedBlock(item.object, view.minor)));
