import { text } from '../../../core/fields';
import { driverNamed } from '../../../drivers';
import { CINDER } from '../../../drivers/cinder';
import { classVerdicts, mutableParameters, otherSnapshotClassVerdicts, volumeAttributes } from '../../../drivers/judgements/class-parameters';
import { bindsBeforeScheduling, foreignTopologyKeys } from '../../../drivers/judgements/class-settings';
import { MANILA } from '../../../drivers/manila';
import { NFS } from '../../../drivers/nfs';
import { Driver } from '../../../drivers/support/driver';
import { flagOf } from '../../../kubernetes/args';
import { inTreeProvisioner } from '../../../kubernetes/judgements/plugins';
import { neverDeleted } from '../../../kubernetes/judgements/volume';
import { ZONE } from '../../../kubernetes/labels';
import { sourceOf } from '../../../kubernetes/volume-plugins';
import { surroundingsOf } from '../../model/local-path';
import type { ManifestObject } from '../../model/manifest-object';
import { ignoresTopology } from '../../model/topology';
import type { View } from '../../model/view';
import { each, on, rule } from '../rule';
import { manilaRelease, nfsRelease } from '../shared/releases';

export const CLS005 = rule('CLS005', function* (view) {
  const zones = new Set(view.inventory.nodes.flatMap(({ labels }) => labels[ZONE] ?? [])).size || undefined;
  for (const item of view.classes) {
    yield* on(item, bindsBeforeScheduling(item.object, { ...surroundingsOf(view, item), ...topologyOf(view, item), zones }));
  }
});

const NO_TOPOLOGY = { capabilities: { topologyKeys: [] } };

/** The volumes of a Cinder driver that runs without topology have none, whatever its table says. */
function topologyOf(view: View, { object }: ManifestObject): Partial<typeof NO_TOPOLOGY> {
  return driverNamed(text(object.provisioner)) === CINDER && ignoresTopology(view.inventory.objects) ? NO_TOPOLOGY : {};
}

export const CLS011 = rule('CLS011', each((view) => view.classes, (item, view) => inTreeProvisioner(item.object, view.minor)));

export const CLS012 = rule('CLS012', function* (view) {
  const staticProvisioner = view.pods.some((pod) => pod.containers.some(({ image }) => /local-volume-provisioner/.test(image)));
  for (const item of view.volumes) {
    if (!staticProvisioner || sourceOf(item.spec) !== 'local') yield* on(item, neverDeleted(item.object, view.minor));
  }
});

export const CLS014 = rule('CLS014', function* (view) {
  const added = view.pods.flatMap((pod) => pod.containers).flatMap(({ args }) => flagOf(args, 'additional-topology') ?? [])
    .flatMap((value) => value.split(',').map((pair) => pair.split('=')[0]));
  for (const item of view.classes) {
    const off = topologyOf(view, item);
    const addedTopologyKeys = driverNamed(text(item.object.provisioner)) === CINDER && !off.capabilities ? added : [];
    yield* on(item, foreignTopologyKeys(item.object, { ...surroundingsOf(view, item), ...off, addedTopologyKeys }));
  }
});

/** Release of a driver that has releases of its own, where the input shows it. */
function releaseOf(view: View, driver?: Driver): string | undefined {
  return driver === MANILA ? manilaRelease(view) : driver === NFS ? nfsRelease(view) : undefined;
}

export const CLS022 = rule('CLS022', function* (view) {
  const kubernetesVersion = view.minor;
  for (const item of view.classes) {
    yield* on(item, classVerdicts('CLS022', item.object,
      { release: releaseOf(view, driverNamed(text(item.object.provisioner))), kubernetesVersion }));
  }
  for (const item of view.of('VolumeSnapshotClass')) yield* on(item, otherSnapshotClassVerdicts('CLS022', item.object));
  for (const item of view.of('VolumeAttributesClass')) yield* on(item, mutableParameters(item.object));
  for (const item of view.volumes) yield* on(item, volumeAttributes(item.object, (driver) => releaseOf(view, driver)));
});
