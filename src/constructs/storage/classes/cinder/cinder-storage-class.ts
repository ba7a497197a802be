import { Construct, IConstruct } from 'constructs';
import { CINDER, CINDER_DRIVER } from '../../../../drivers/cinder';
import { FSTYPE } from '../../../../drivers/support/sidecars';
import { propsOf } from '../../../private/at';
import { withSharedBlock } from '../../private/class-driver';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `CinderStorageClass`. */
export interface CinderStorageClassProps extends StorageClassOptions {
  /** Name or id of the Cinder volume type: `openstack volume type list` shows them. Parameter `type`. @default - Cinder's default type */
  readonly volumeType?: string;

  /**
   * Cinder zone of the volumes. Parameter `availability`; the driver prefers it to the zone of the pod's node.
   *
   * @default - the zone of the node if the driver runs with topology, else Cinder's default zone
   */
  readonly availabilityZone?: string;

  /** Filesystem of the volumes. Parameter `csi.storage.k8s.io/fstype`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Options of mkfs. Parameter `mkfs-options`, since cloud-provider-openstack 1.37. @default - none */
  readonly mkfsOptions?: string;
  /** Metadata of the Cinder volumes. Parameter `appendVolumeMetadata`, since cloud-provider-openstack 1.37. @default - none */
  readonly volumeMetadata?: { [key: string]: string };
  /** Secrets whose key `cloud` selects one of several clouds in the cloud config. @default - none */
  readonly secrets?: CsiSecrets;

  /**
   * Declares that the volume type has the property `multiattach="<is> True"`, so that claims for raw block volumes may request ReadWriteMany.
   * It does not change the class.
   *
   * @default false
   */
  readonly multiattach?: boolean;

  /** Provisioner name of the driver; see `CinderCsi.addStorageClass`. @default "cinder.csi.openstack.org" */
  readonly driverName?: string;
}

/** A Cinder CSI driver: one of this app, or one that exists in the cluster. */
export interface ICinderCsi extends IConstruct {
  /** Name of the CSI driver, for volumes and snapshot classes. */
  readonly driverName: string;

  /**
   * Adds a StorageClass of this driver. `volumeBindingMode` defaults to WaitForFirstConsumer.
   *
   * @param className Name of the class
   * @param options Options of the class
   */
  addStorageClass(className: string, options?: CinderStorageClassProps): CinderStorageClass;
}

/**
 * A StorageClass of the Cinder CSI driver.
 *
 * Volumes belong to a zone, so `volumeBindingMode` defaults to WaitForFirstConsumer.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/cinder-csi-plugin/using-cinder-csi-plugin.md
 */
export class CinderStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CinderStorageClassProps = {}) {
    props = propsOf(new.target, 'CinderStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<CinderStorageClassProps, typeof CINDER> = {
  volumeType: 'type',
  availabilityZone: 'availability',
  mkfsOptions: 'mkfs-options',
  volumeMetadata: 'appendVolumeMetadata',
  fsType: FSTYPE,
};

function resolve(props: CinderStorageClassProps): TypedClass<CinderStorageClassProps> {
  return {
    driver: CINDER,
    provisioner: props.driverName ?? CINDER_DRIVER,
    parameters: PARAMETERS,
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    capabilities: props.multiattach ? withSharedBlock(CINDER) : undefined,
  };
}
