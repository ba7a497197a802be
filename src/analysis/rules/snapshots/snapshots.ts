import { fields, isObject, strings, text } from '../../../core/fields';
import { nearest } from '../../../core/nearest';
import { names, shown } from '../../../core/words';
import { driverNamed } from '../../../drivers';
import { DEFAULT_SNAPSHOT_CLASS } from '../../../kubernetes/annotations';
import { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, Draft, rule } from '../rule';
import { driverOf, NO_PROVISIONER } from '../shared/volumes';

/** References of snapshots and of their contents to objects that the input does not have. */
export const SNP001 = rule('SNP001', function* (view) {
  for (const item of view.of('VolumeSnapshot')) {
    const { persistentVolumeClaimName, volumeSnapshotContentName } = fields(item.spec.source);
    yield* absentClass(view, item);
    const claim = text(persistentVolumeClaimName);
    if (claim !== undefined && !view.claim(item.namespace, claim) && !view.isKnownClaim(item.namespace, claim)) {
      const others = view.claims.filter((other) => other.name === claim && other.kind !== 'template').map(({ namespace }) => namespace);
      yield about(item, 'spec.source.persistentVolumeClaimName', others.length
        ? `claim "${claim}" is in namespace ${names(others)}, but a snapshot takes only claims of its own namespace, "${item.namespace}".`
        : `claim "${claim}" is not in the input in namespace "${item.namespace}".`,
      {
        severity: others.length ? 'error' : undefined,
        fix: others.length ? 'Create the snapshot in the namespace of the claim.'
          : 'Correct the name, or add the claim.',
      });
    }
    const content = text(volumeSnapshotContentName);
    if (content !== undefined && !view.find('VolumeSnapshotContent', '', content)) {
      yield about(item, 'spec.source.volumeSnapshotContentName', `VolumeSnapshotContent "${content}" is not in the input.`, {
        fix: 'Correct the '
        + 'name, or add the VolumeSnapshotContent.',
      });
    }
  }
  for (const item of view.of('VolumeSnapshotContent')) {
    yield* absentClass(view, item);
    const { namespace, name } = fields(item.spec.volumeSnapshotRef);
    if (text(name) && text(namespace) && !view.find('VolumeSnapshot', namespace, name)) {
      yield about(item, 'spec.volumeSnapshotRef', `VolumeSnapshot "${namespace}/${name}" is not in the input.`, {
        fix: 'Correct the reference, '
        + 'or add the VolumeSnapshot.',
      });
    }
  }
});

function* absentClass(view: View, item: ManifestObject): Iterable<Draft> {
  const name = text(item.spec.volumeSnapshotClassName);
  const path = 'spec.volumeSnapshotClassName';
  if (!name || view.find('VolumeSnapshotClass', '', name) || view.inventory.world.knownObjects.has(`VolumeSnapshotClass ${name}`)) return;
  const close = nearest(name, view.of('VolumeSnapshotClass').map((known) => known.name));
  yield about(item, path, `VolumeSnapshotClass "${name}" is not in the input.`, { fix: close && `Write "${close}" if that class is meant.` });
}

/** Snapshots whose driver, class or content does not fit. */
export const SNP002 = rule('SNP002', function* (view) {
  for (const item of view.of('VolumeSnapshot')) yield* misfits(view, item);
  for (const item of view.of('VolumeSnapshotContent')) {
    const { driver, volumeSnapshotRef } = item.spec;
    const snapshotClass = view.find('VolumeSnapshotClass', '', item.spec.volumeSnapshotClassName);
    if (snapshotClass && text(driver) && snapshotClass.object.driver !== driver) {
      yield about(item, 'spec.driver', `the driver is ${shown(driver)}, but that of VolumeSnapshotClass "${snapshotClass.name}" is `
        + `${shown(snapshotClass.object.driver)}.`,
      { fix: 'Name the driver that took the snapshot, and a class of it.' });
    }
    const { namespace, name } = fields(volumeSnapshotRef);
    const snapshot = view.find('VolumeSnapshot', text(namespace) ?? '', name);
    const content = snapshot && fields(snapshot.spec.source).volumeSnapshotContentName;
    if (content !== undefined && content !== item.name) {
      yield about(item, 'spec.volumeSnapshotRef', `VolumeSnapshot "${shown(name)}" names the content "${shown(content)}", so it is never bound `
        + 'to this one.',
      { fix: 'Let the snapshot and its content name each other.' });
    } else if (snapshot && isObject(snapshot.spec.source) && content === undefined && text(fields(item.spec.source).snapshotHandle)) {
      yield about(item, 'spec.volumeSnapshotRef', `VolumeSnapshot "${shown(name)}" is taken of a claim, so it gets a content of its own.`,
        { fix: 'Set source.volumeSnapshotContentName in the snapshot, in place of the claim.' });
    }
  }
});

function* misfits(view: View, item: ManifestObject): Iterable<Draft> {
  const { persistentVolumeClaimName, volumeSnapshotContentName } = fields(item.spec.source);
  const content = view.find('VolumeSnapshotContent', '', volumeSnapshotContentName);
  const ref = fields(content?.spec.volumeSnapshotRef);
  if (content && text(ref.name) && (ref.name !== item.name || (text(ref.namespace) ?? item.namespace) !== item.namespace)) {
    yield about(item, 'spec.source.volumeSnapshotContentName', `content "${content.name}" belongs to VolumeSnapshot `
      + `"${shown(ref.namespace)}/${shown(ref.name)}".`,
    { fix: 'Let the snapshot and its content name each other.' });
  }
  const claim = view.claim(item.namespace, persistentVolumeClaimName);
  if (!claim) return;
  const [made] = view.made(claim);
  const volume = view.find('PersistentVolume', '', view.planned(claim)[0]?.volume ?? text(claim.spec.volumeName));
  const provisioner = text(view.find('StorageClass', '', made?.className || view.className(claim))?.object.provisioner);
  const driver = volume ? text(fields(volume.spec.csi).driver) : provisioner && driverOf(provisioner);
  const path = 'spec.source.persistentVolumeClaimName';
  const own = view.find('VolumeSnapshotClass', '', item.spec.volumeSnapshotClassName);
  if (volume && driver === undefined) {
    yield about(item, path, `claim "${claim.name}" has volume "${volume.name}", which is not of a CSI driver: nothing takes `
      + 'snapshots of it.', { fix: 'Copy the data with a pod, or move it to a CSI volume.' });
  } else if (provisioner === NO_PROVISIONER && !volume) {
    yield about(item, path, `claim "${claim.name}" is of class "${view.className(claim)}" without a provisioner: nothing takes snapshots of `
      + 'local volumes.', { fix: 'Copy the data with a pod, or use a class of a CSI driver.' });
  } else if (driver !== undefined && driverNamed(driver)?.capabilities.snapshots === false) {
    yield about(item, path, `${driver}, the driver of claim "${claim.name}", takes no snapshots.`, {
      fix: 'Copy the data with a pod, or use a '
      + 'class of another driver.',
    });
  } else if (driver !== undefined && own && driverOf(own.object.driver) !== driver) {
    yield about(item, 'spec.volumeSnapshotClassName', `VolumeSnapshotClass "${own.name}" is of driver ${shown(own.object.driver)}, but claim `
      + `"${claim.name}" is of ${shown(driver)}.`, { fix: 'Name a class of the driver of the claim.' });
  } else if (driver !== undefined && item.spec.volumeSnapshotClassName === undefined) {
    yield* defaultClass(view, item, driver);
  }
}

function* defaultClass(view: View, item: ManifestObject, driver: string): Iterable<Draft> {
  const defaults = view.of('VolumeSnapshotClass')
    .filter(({ object, annotations }) => driverOf(object.driver) === driver && strings(annotations)[DEFAULT_SNAPSHOT_CLASS] === 'true');
  if (defaults.length === 1 || (!defaults.length && !view.closedWorld)) return;
  yield about(item, 'spec.volumeSnapshotClassName', defaults.length
    ? `no class is named, and ${names(defaults.map(({ name }) => name))} are both defaults of driver ${shown(driver)}.`
    : `no class is named, and driver ${shown(driver)} has no default VolumeSnapshotClass.`, { fix: 'Name the class.' });
}
