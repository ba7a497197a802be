import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { VolumeSnapshotClass } from './volume-snapshot-class';
import { VolumeSnapshotClassOptions } from './volume-snapshot-class-options';
import { located, refuse } from '../../../core/errors';
import { CINDER, CINDER_DRIVER } from '../../../drivers/cinder';
import { propsOf } from '../../private/at';
import { wholeSeconds } from '../../private/go-duration';
import { ICinderCsi } from '../classes/cinder/cinder-storage-class';
import { parametersOf } from '../private/parameters';

/** Cinder resource that the driver creates for a VolumeSnapshot. */
export enum CinderSnapshotType {
  /** A Cinder snapshot, in the same storage as the volume. */
  SNAPSHOT = 'snapshot',
  /** A Cinder backup, in the backup store. Supported since cloud-provider-openstack 1.30. */
  BACKUP = 'backup',
}

/** Properties for `CinderSnapshotClass`. */
export interface CinderSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** Snapshot or backup. Parameter `type`. @default - the driver's: CinderSnapshotType.SNAPSHOT */
  readonly type?: CinderSnapshotType;
  /** Allows snapshots of attached volumes; otherwise only detached volumes can be snapshotted. Parameter `force-create`. @default false */
  readonly forceCreate?: boolean;
  /** Zone of the backups. Parameter `availability`; backups only. @default - that of the volume */
  readonly availabilityZone?: string;

  /**
   * How long a backup may take for each GiB, in whole seconds. Parameter `backup-max-duration-seconds-per-gb`; backups only.
   *
   * @default Duration.seconds(20)
   */
  readonly backupMaxDurationPerGb?: Duration;

  /** The Cinder CSI driver. @default - the driver that is named cinder.csi.openstack.org */
  readonly cinder?: ICinderCsi;
}

/**
 * A VolumeSnapshotClass of the Cinder CSI driver.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/cinder-csi-plugin/using-cinder-csi-plugin.md#supported-parameters
 */
export class CinderSnapshotClass extends VolumeSnapshotClass {
  constructor(scope: Construct, id: string, props: CinderSnapshotClassProps = {}) {
    props = propsOf(new.target, 'CinderSnapshotClass', scope, id, props);
    const written = located(`${scope.node.path}/${id}`, () => parameters(props));
    super(scope, id, { ...props, driver: props.cinder?.driverName ?? CINDER_DRIVER, parameters: written, extraParameters: {} });
  }
}

function parameters(props: CinderSnapshotClassProps): { [key: string]: string } {
  if ((props.cinder as { _snapshots?: boolean } | undefined)?._snapshots === false) {
    refuse('cinder', 'has snapshots: false, so no snapshotter would serve the class. Set snapshots to true, or remove the class');
  }
  if (props.type !== CinderSnapshotType.BACKUP) {
    for (const property of ['availabilityZone', 'backupMaxDurationPerGb'] as const) {
      if (props[property] !== undefined) refuse(property, 'applies to backups only. Set type to CinderSnapshotType.BACKUP, or remove it');
    }
  }
  const { backupMaxDurationPerGb: perGb } = props;
  const seconds = perGb === undefined ? undefined : wholeSeconds('backupMaxDurationPerGb', perGb, 'Duration.seconds(20)');
  return parametersOf({ ...props, backupMaxDurationPerGb: seconds }, {
    type: 'type',
    forceCreate: 'force-create',
    availabilityZone: 'availability',
    backupMaxDurationPerGb: 'backup-max-duration-seconds-per-gb',
  }, CINDER.snapshotParameters!, props.extraParameters);
}
