import { Construct } from 'constructs';
import { OPENEBS_LVM } from '../../../../drivers/openebs-lvm';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Node selection of Local PV LVM. */
export enum OpenEbsLvmScheduler {
  /** The node with the most free space. */
  SPACE_WEIGHTED = 'SpaceWeighted',
  /** The node with the least provisioned capacity. */
  CAPACITY_WEIGHTED = 'CapacityWeighted',
  /** The node with the fewest volumes. */
  VOLUME_WEIGHTED = 'VolumeWeighted',
}

/** Properties for `OpenEbsLvmStorageClass`. */
export interface OpenEbsLvmStorageClassProps extends StorageClassOptions {
  /** Kind of storage: "lvm". Parameter `storage`. @default - the driver's: "lvm" */
  readonly storage?: string;
  /** Volume group. Parameter `volgroup`. @default - `volumeGroupPattern` */
  readonly volumeGroup?: string;
  /** Regular expression for volume groups. Parameter `vgpattern`. @default - `volumeGroup` */
  readonly volumeGroupPattern?: string;
  /** Filesystem of the volumes. Parameter `fsType`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Options of mkfs. Parameter `formatOptions`. @default - none */
  readonly formatOptions?: string;
  /** Lets several pods of the node mount the volume. Parameter `shared`. @default false */
  readonly shared?: boolean;
  /** Thin provisioning. Parameter `thinProvision`. @default false */
  readonly thinProvision?: boolean;
  /** Node selection for claims with Immediate binding. Parameter `scheduler`. @default - the driver's: OpenEbsLvmScheduler.SPACE_WEIGHTED */
  readonly scheduler?: OpenEbsLvmScheduler;
  /** Provisioner name of the driver. @default - "local.csi.openebs.io" */
  readonly driverName?: string;
}

/**
 * A StorageClass for LVM volumes of a node, provisioned by OpenEBS (Local PV LVM).
 *
 * @see https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-lvm/configuration/lvm-create-storageclass
 */
export class OpenEbsLvmStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsLvmStorageClassProps = {}) {
    props = propsOf(new.target, 'OpenEbsLvmStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<OpenEbsLvmStorageClassProps, typeof OPENEBS_LVM> = {
  storage: 'storage',
  volumeGroup: 'volgroup',
  volumeGroupPattern: 'vgpattern',
  fsType: 'fsType',
  formatOptions: 'formatOptions',
  shared: 'shared',
  thinProvision: 'thinProvision',
  scheduler: 'scheduler',
};

function resolve(props: OpenEbsLvmStorageClassProps): TypedClass<OpenEbsLvmStorageClassProps> {
  return {
    driver: OPENEBS_LVM,
    provisioner: props.driverName ?? OPENEBS_LVM.names[0].name,
    parameters: PARAMETERS,
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
  };
}
