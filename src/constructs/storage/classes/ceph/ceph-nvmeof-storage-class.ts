import { Construct } from 'constructs';
import { RbdImageFeature } from './ceph-rbd-storage-class';
import { CEPH_NVMEOF } from '../../../../drivers/ceph-nvmeof';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { rookProvisioner, rookSecrets } from '../../private/rook';
import { TypedClass, typedClass } from '../../private/typed-class';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** A listener of an NVMe-oF gateway. */
export interface NvmeofListener {
  /** Name of the gateway's host: that of its pod. */
  readonly hostname: string;
  /** Address that nodes connect to. @default - that of the host */
  readonly address?: string;
  /** Port that nodes connect to. @default 4420 */
  readonly port?: number;
}

/** Properties for `CephNvmeofStorageClass`. */
export interface CephNvmeofStorageClassProps extends StorageClassOptions {
  /** Namespace of the CephCluster. Parameter `clusterID`. */
  readonly clusterId: string;
  /** Pool of the images. Parameter `pool`. */
  readonly pool: string;
  /** NVMe qualified name of the subsystem: "nqn.…". Parameter `subsystemNQN`. */
  readonly subsystemNqn: string;
  /** Address of the gateway's management API. Parameter `nvmeofGatewayAddress`. */
  readonly gatewayAddress: string;
  /** Port of the gateway's management API; Rook's gateways listen on 5500. Parameter `nvmeofGatewayPort`. */
  readonly gatewayPort: number;
  /** Listeners of all gateways, for the data. Parameter `listeners`. */
  readonly listeners: NvmeofListener[];
  /** RBD image format: "2". Parameter `imageFormat`. @default - the driver's: "2" */
  readonly imageFormat?: string;
  /** Features of the images. Parameter `imageFeatures`. @default - the driver's */
  readonly imageFeatures?: RbdImageFeature[];
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secrets are. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Provisioner name of the driver. @default - "<operatorNamespace>.nvmeof.csi.ceph.com" */
  readonly driverName?: string;
  /** Secrets of the driver; those that are omitted default to Rook's own. @default - the Secrets that Rook creates for RBD */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for RBD images behind an NVMe-oF gateway of Ceph. Experimental in Rook.
 *
 * @see https://github.com/rook/rook/tree/master/deploy/examples/csi/nvmeof
 */
export class CephNvmeofStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CephNvmeofStorageClassProps) {
    props = propsOf(new.target, 'CephNvmeofStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<CephNvmeofStorageClassProps, typeof CEPH_NVMEOF> = {
  clusterId: 'clusterID',
  pool: 'pool',
  subsystemNqn: 'subsystemNQN',
  gatewayAddress: 'nvmeofGatewayAddress',
  gatewayPort: 'nvmeofGatewayPort',
  listeners: 'listeners',
  imageFormat: 'imageFormat',
  imageFeatures: 'imageFeatures',
};

function resolve(props: CephNvmeofStorageClassProps): TypedClass<CephNvmeofStorageClassProps> {
  return {
    driver: CEPH_NVMEOF,
    provisioner: rookProvisioner(props, 'nvmeof'),
    parameters: PARAMETERS,
    secrets: rookSecrets(props, 'nvmeof'),
  };
}
