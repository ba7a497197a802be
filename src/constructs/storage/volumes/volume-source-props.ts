import { Filesystem } from './filesystem';
import { NamespacedName } from '../../namespaced-name';
import { ICinderCsi } from '../classes/cinder/cinder-storage-class';
import { CsiSecrets } from '../classes/csi-secrets';
import { ManilaProtocol } from '../classes/manila/manila-protocol';

/** An existing volume of a CSI driver. */
export interface CsiVolume {
  /** Name of the driver, such as "cinder.csi.openstack.org". */
  readonly driver: string;
  /** Volume handle of the driver. */
  readonly volumeHandle: string;
  /** Filesystem, such as "ext4". @default - the driver's */
  readonly fsType?: string;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
  /** Volume attributes of the driver. @default - none */
  readonly attributes?: { [key: string]: string };
  /** Secrets that the sidecars pass to the driver; `provisioner` and `controllerModify` do not apply. @default - none */
  readonly secrets?: CsiSecrets;
}

/** An existing Cinder volume. */
export interface CinderVolume {
  /** Id of the volume, a UUID: `openstack volume list` shows it. */
  readonly volumeId: string;
  /** Filesystem of the volume. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Mounts read-only. @default false */
  readonly readOnly?: boolean;
  /** Cinder zone of the volume: becomes its node affinity. @default - no node affinity */
  readonly zone?: string;
  /** The Cinder CSI driver. @default - the driver that is named cinder.csi.openstack.org */
  readonly cinder?: ICinderCsi;
}

/** An existing Manila share. */
export interface ManilaShare {
  /** Protocol of the share. */
  readonly protocol: ManilaProtocol;
  /** Id of the share, a UUID. */
  readonly shareId: string;
  /** Ids of the access rules that the nodes use. Releases up to 1.34 use one only. */
  readonly shareAccessIds: string[];
  /** Secret with the OpenStack credentials. */
  readonly secret: NamespacedName;
  /** Name of the driver, see `manila.ManilaCsi.driverNames`. @default "<protocol>.manila.csi.openstack.org" */
  readonly driverName?: string;
  /** Manila zone of the share: becomes its node affinity. @default - no node affinity */
  readonly zone?: string;
}

