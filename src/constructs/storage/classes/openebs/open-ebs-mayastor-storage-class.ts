import { Construct } from 'constructs';
import { OPENEBS_MAYASTOR } from '../../../../drivers/openebs-mayastor';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `OpenEbsMayastorStorageClass`. */
export interface OpenEbsMayastorStorageClassProps extends StorageClassOptions {
  /** Protocol of the targets: "nvmf". Parameter `protocol`. @default "nvmf" */
  readonly protocol?: string;
  /** Copies of each volume. Parameter `repl`. @default - the driver's: 1 */
  readonly replicas?: number;
  /** Filesystem of the volumes. Parameter `fsType`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Thin provisioning. Parameter `thin`. @default false */
  readonly thin?: boolean;
  /** Anti-affinity between the volumes of a StatefulSet. Parameter `stsAffinityGroup`. @default false */
  readonly statefulSetAffinityGroup?: boolean;
  /** Gives restored volumes a filesystem id of their own. Parameter `cloneFsIdAsVolumeId`. @default false */
  readonly cloneFsIdAsVolumeId?: boolean;
  /** Labels of the nodes that replicas may be on. Parameter `nodeAffinityTopologyLabel`. @default - any node */
  readonly nodeAffinityTopologyLabel?: { [key: string]: string };
  /** Label that the nodes of all replicas have with one value. Parameter `nodeHasTopologyKey`. @default - none */
  readonly nodeHasTopologyKey?: string;
  /** Label that the nodes of all replicas have with different values. Parameter `nodeSpreadTopologyKey`. @default - none */
  readonly nodeSpreadTopologyKey?: string;
  /** Label of which the pools of all replicas have one value. Parameter `poolAffinityTopologyKey`. @default - none */
  readonly poolAffinityTopologyKey?: string;
  /** Labels of the pools that replicas may be on. Parameter `poolAffinityTopologyLabel`. @default - any pool */
  readonly poolAffinityTopologyLabel?: { [key: string]: string };
  /** Label that the pools of all replicas have. Parameter `poolHasTopologyKey`. @default - none */
  readonly poolHasTopologyKey?: string;
  /** Provisioner name of the driver. @default - "io.openebs.csi-mayastor" */
  readonly driverName?: string;
}

/**
 * A StorageClass for replicated volumes of OpenEBS (Mayastor).
 *
 * @see https://openebs.io/docs/user-guides/replicated-storage-user-guide/replicated-pv-mayastor/configuration/rs-storage-class-parameters
 */
export class OpenEbsMayastorStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsMayastorStorageClassProps = {}) {
    props = propsOf(new.target, 'OpenEbsMayastorStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<OpenEbsMayastorStorageClassProps, typeof OPENEBS_MAYASTOR> = {
  protocol: 'protocol',
  replicas: 'repl',
  fsType: 'fsType',
  thin: 'thin',
  statefulSetAffinityGroup: 'stsAffinityGroup',
  cloneFsIdAsVolumeId: 'cloneFsIdAsVolumeId',
  nodeAffinityTopologyLabel: 'nodeAffinityTopologyLabel',
  nodeHasTopologyKey: 'nodeHasTopologyKey',
  nodeSpreadTopologyKey: 'nodeSpreadTopologyKey',
  poolAffinityTopologyKey: 'poolAffinityTopologyKey',
  poolAffinityTopologyLabel: 'poolAffinityTopologyLabel',
  poolHasTopologyKey: 'poolHasTopologyKey',
};

function resolve(props: OpenEbsMayastorStorageClassProps): TypedClass<OpenEbsMayastorStorageClassProps> {
  return {
    driver: OPENEBS_MAYASTOR,
    provisioner: props.driverName ?? OPENEBS_MAYASTOR.names[0].name,
    parameters: PARAMETERS,
    defaults: { protocol: 'nvmf' },
  };
}
