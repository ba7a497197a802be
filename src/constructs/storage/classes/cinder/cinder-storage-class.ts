import { Construct } from 'constructs';
import { CINDER_DRIVER, CINDER_ZONE } from '../../private/drivers';
import { oneOf, text } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { StorageCapabilities } from '../../volumes/capabilities';
import { AccessMode, VolumeBindingMode } from '../../volumes/modes';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Filesystems that the Cinder CSI driver makes. */
export enum CinderFilesystem {
  /** ext4. */
  EXT4 = 'ext4',
  /** XFS. */
  XFS = 'xfs',
}

/** Properties for `CinderStorageClass`. */
export interface CinderStorageClassProps extends StorageClassOptions {
  /** Name or id of the Cinder volume type: `openstack volume type list` shows them. Parameter `type`. @default - Cinder's default type */
  readonly volumeType?: string;

  /**
   * Cinder zone of the volumes. Parameter `availability`; the driver prefers it to the zone of the pod's node.
   *
   * @default - the zone of the node, where the driver runs with topology, else Cinder's default zone
   */
  readonly availabilityZone?: string;

  /** Filesystem of the volumes. Parameter `csi.storage.k8s.io/fstype`. @default - the driver's: CinderFilesystem.EXT4 */
  readonly filesystem?: CinderFilesystem;

  /** Secrets whose key `cloud` picks a cloud of a cloud config with several. @default - none */
  readonly secrets?: CsiSecrets;

  /**
   * Says that the volume type has the property `multiattach="<is> True"`, so that claims for raw block volumes may ask for ReadWriteMany.
   * Nothing in the class changes.
   *
   * @default false
   */
  readonly multiattach?: boolean;

  /**
   * Name that the driver registers under.
   *
   * @default "cinder.csi.openstack.org"
   */
  readonly driverName?: string;
}

/**
 * A StorageClass whose volumes the Cinder CSI driver makes.
 *
 * Volumes are tied to a zone, so claims wait for their first consumer unless `volumeBindingMode` says otherwise.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/cinder-csi-plugin/using-cinder-csi-plugin.md
 */
export class CinderStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CinderStorageClassProps = {}) {
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

function resolve(props: CinderStorageClassProps): TypedClass<CinderStorageClassProps> {
  return {
    provisioner: props.driverName ?? CINDER_DRIVER,
    capabilities: capabilities(props.multiattach === true),
    parameters: { volumeType: text('type'), availabilityZone: text('availability'), filesystem: oneOf('csi.storage.k8s.io/fstype', CinderFilesystem) },
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
  };
}

/** The driver reports one writer only and checks nothing: other modes get a volume that fails at its second attachment. */
function capabilities(multiattach: boolean): StorageCapabilities {
  return {
    filesystemModes: [AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD],
    blockModes: [
      AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD,
      ...multiattach ? [AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY] : [],
    ],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    attributesClasses: false,
    topologyKeys: [CINDER_ZONE],
  };
}
