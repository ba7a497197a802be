import { Construct } from 'constructs';
import { VolumeSnapshotClass } from './volume-snapshot-class';
import { VolumeSnapshotClassOptions } from './volume-snapshot-class-options';
import { located, refuse } from '../../../core/errors';
import { CEPH_FS } from '../../../drivers/ceph-fs';
import { CEPH_RBD } from '../../../drivers/ceph-rbd';
import { LONGHORN } from '../../../drivers/longhorn';
import { MANILA, manilaDriver } from '../../../drivers/manila';
import { NFS, NFS_DRIVER } from '../../../drivers/nfs';
import { cephDriver } from '../../../drivers/rook';
import { Driver } from '../../../drivers/support/driver';
import { propsOf } from '../../private/at';
import { ManilaProtocol } from '../classes/manila/manila-protocol';
import { ParameterNames, parametersOf } from '../private/parameters';

/** Properties for `ManilaSnapshotClass`. `snapshotterSecret` is required: the driver reads the OpenStack credentials from it. */
export interface ManilaSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** Protocol of the shares; it is the first part of the driver's name. */
  readonly protocol: ManilaProtocol;
  /** Name of the driver. @default - "<protocol>.manila.csi.openstack.org" */
  readonly driverName?: string;
}

/** A VolumeSnapshotClass of the Manila CSI driver. See `manila.ManilaCsi.addSnapshotClass`. */
export class ManilaSnapshotClass extends VolumeSnapshotClass {
  constructor(scope: Construct, id: string, props: ManilaSnapshotClassProps) {
    props = propsOf(new.target, 'ManilaSnapshotClass', scope, id, props);
    super(scope, id, written(scope, id, props, MANILA, props.driverName ?? manilaDriver(props.protocol), {}));
  }
}

/** Properties for `NfsSnapshotClass`. */
export interface NfsSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** Address of the NFS server that keeps the snapshots. Parameter `server`. @default - that of the volume */
  readonly server?: string;
  /** Path of the export that keeps the snapshots. Parameter `share`. @default - that of the volume */
  readonly share?: string;
  /** Mount options while a snapshot is taken, separated by commas. Parameter `mountOptions`. @default - none */
  readonly mountOptions?: string;
  /** Name of the driver. @default "nfs.csi.k8s.io" */
  readonly driverName?: string;
}

/** A VolumeSnapshotClass of csi-driver-nfs, whose snapshots are archives of the directory. */
export class NfsSnapshotClass extends VolumeSnapshotClass {
  constructor(scope: Construct, id: string, props: NfsSnapshotClassProps = {}) {
    props = propsOf(new.target, 'NfsSnapshotClass', scope, id, props);
    const names: ParameterNames<NfsSnapshotClassProps> = { server: 'server', share: 'share', mountOptions: 'mountOptions' };
    super(scope, id, written(scope, id, props, NFS, props.driverName ?? NFS_DRIVER, names));
  }
}

/** Drivers of ceph-csi that take snapshots. */
export enum CephSnapshotDriver {
  /** Images of RADOS block devices. */
  RBD = 'rbd',
  /** Directories of CephFS. */
  CEPHFS = 'cephfs',
}

/** Properties for `CephSnapshotClass`. */
export interface CephSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** The driver of the volumes. */
  readonly driver: CephSnapshotDriver;
  /** Namespace of the CephCluster, or the cluster id of a plain ceph-csi. Parameter `clusterID`. */
  readonly clusterId: string;
  /** Start of the names of snapshots. Parameter `snapshotNamePrefix`. @default - the driver's: "csi-snap-" */
  readonly snapshotNamePrefix?: string;
  /** Pool of the snapshots; RBD only. Parameter `pool`. @default - that of the volume */
  readonly pool?: string;
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secret is. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Name of the driver. @default - "<operatorNamespace>.<driver>.csi.ceph.com" */
  readonly driverName?: string;
}

/** A VolumeSnapshotClass of ceph-csi, as Rook installs it: `snapshotterSecret` defaults to the Secret that Rook creates. */
export class CephSnapshotClass extends VolumeSnapshotClass {
  constructor(scope: Construct, id: string, props: CephSnapshotClassProps) {
    props = propsOf(new.target, 'CephSnapshotClass', scope, id, props);
    const { driver, operatorNamespace = 'rook-ceph', driverName } = props;
    const names: ParameterNames<CephSnapshotClassProps> = { clusterId: 'clusterID', snapshotNamePrefix: 'snapshotNamePrefix', pool: 'pool' };
    if (props.pool !== undefined && driver !== CephSnapshotDriver.RBD) {
      located(`${scope.node.path}/${id}`,
        () => refuse('pool', 'applies to RBD only. Remove it'));
    }
    const secret = { name: `rook-csi-${driver}-provisioner`, namespace: operatorNamespace };
    super(scope, id, written(scope, id, { snapshotterSecret: secret, ...props }, driver === CephSnapshotDriver.RBD ? CEPH_RBD : CEPH_FS,
      driverName ?? `${operatorNamespace}.${cephDriver(driver)}`, names));
  }
}

/** What Longhorn creates for a VolumeSnapshot. */
export enum LonghornSnapshotType {
  /** A snapshot in the cluster. */
  SNAPSHOT = 'snap',
  /** A backup in the backup target. */
  BACKUP = 'bak',
  /** A backing image. */
  BACKING_IMAGE = 'bi',
}

/** Properties for `LonghornSnapshotClass`. */
export interface LonghornSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** Snapshot, backup or backing image. Parameter `type`. @default - the driver's: LonghornSnapshotType.BACKUP */
  readonly type?: LonghornSnapshotType;
  /** Takes the whole volume into each backup. Parameter `backupMode`. @default - the driver's: changes only */
  readonly fullBackups?: boolean;
  /** Format of backing images: "raw" or "qcow2". Parameter `export-type`. @default - the driver's: "raw" */
  readonly exportType?: string;
}

/** A VolumeSnapshotClass of Longhorn. */
export class LonghornSnapshotClass extends VolumeSnapshotClass {
  constructor(scope: Construct, id: string, props: LonghornSnapshotClassProps = {}) {
    props = propsOf(new.target, 'LonghornSnapshotClass', scope, id, props);
    const { fullBackups, ...given } = props;
    const typed = { ...given, ...fullBackups !== undefined && { backupMode: fullBackups ? 'full' : 'incremental' } };
    const names: ParameterNames<typeof typed & { backupMode?: string }> = { type: 'type', backupMode: 'backupMode', exportType: 'export-type' };
    super(scope, id, written(scope, id, typed, LONGHORN, LONGHORN.names[0].name, names));
  }
}

/** The props of the plain class: parameters of the table, the shared options, and the Secret that the driver cannot do without. */
function written<P extends VolumeSnapshotClassOptions>(scope: Construct, id: string, props: P, driver: Driver, name: string,
  names: ParameterNames<P>) {
  return located(`${scope.node.path}/${id}`, () => {
    const { name: className, deletionPolicy, isDefault, snapshotterSecret, labels, annotations } = props;
    if (driver.snapshotSecret && !snapshotterSecret) {
      refuse('snapshotterSecret',
        `is required: ${driver.title} reads the credentials of CreateSnapshot from it`);
    }
    const parameters = parametersOf(props, names, driver.snapshotParameters!, props.extraParameters);
    const options = { name: className, deletionPolicy, isDefault, snapshotterSecret, labels, annotations };
    return { driver: name, parameters, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
  });
}
