import { Construct } from 'constructs';
import { invalid, refuse } from '../../../../core/errors';
import { MANILA, manilaDriver } from '../../../../drivers/manila';
import { NamespacedName } from '../../../namespaced-name';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { VolumeBindingMode } from '../../volumes/modes';
import { CephFsMounter } from '../ceph-fs-mounter';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';
import { ManilaProtocol } from './manila-protocol';

/** Properties for `ManilaStorageClass`. */
export interface ManilaStorageClassProps extends StorageClassOptions {
  /** Protocol of the shares; it is the first part of the driver's name. */
  readonly protocol: ManilaProtocol;
  /** Manila share type: `openstack share type list` shows them. Parameter `type`. @default - the driver's: "default" */
  readonly shareType?: string;
  /** Share network, for share types whose driver handles share servers. Parameter `shareNetworkID`. @default - none */
  readonly shareNetworkId?: string;
  /** Manila zone of the shares. Parameter `availability`. @default - Manila's choice */
  readonly availabilityZone?: string;
  /** Creates shares in the zone of the pod's node; requires WaitForFirstConsumer. Parameter `autoTopology`. @default false */
  readonly autoTopology?: boolean;
  /** Share group, a UUID. Parameter `groupID`. @default - none */
  readonly groupId?: string;
  /** Shares whose host new shares are placed on. Parameter `affinity`. @default - none */
  readonly affinity?: string[];
  /** Shares whose host new shares are not placed on. Parameter `antiAffinity`. @default - none */
  readonly antiAffinity?: string[];
  /** Metadata of the shares. Parameter `appendShareMetadata`. @default - none */
  readonly shareMetadata?: { [key: string]: string };
  /** Client that mounts CephFS shares. Parameter `cephfs-mounter`. @default - the driver's: CephFsMounter.FUSE */
  readonly cephfsMounter?: CephFsMounter;
  /** Client id of CephFS shares. Parameter `cephfs-clientID`. @default - the name of the volume */
  readonly cephfsClientId?: string;
  /** Mount options of the kernel client, separated by commas. Parameter `cephfs-kernelMountOptions`. @default - none */
  readonly cephfsKernelMountOptions?: string;
  /** Mount options of ceph-fuse, separated by commas. Parameter `cephfs-fuseMountOptions`. @default - none */
  readonly cephfsFuseMountOptions?: string;
  /** Clients that may mount NFS shares: an address or a CIDR block. Parameter `nfs-shareClient`. @default - the driver's: "0.0.0.0/0", all clients */
  readonly nfsShareClient?: string;
  /** Secret with the OpenStack credentials (`os-authURL`, `os-region`, …) for every call. @default - `secrets` */
  readonly secret?: NamespacedName;
  /** Provisioner name of the driver. @default - "<protocol>.manila.csi.openstack.org" */
  readonly driverName?: string;

  /**
   * Secrets of single CSI calls that override `secret`. Without `secret`, provisioner, controllerExpand, nodeStage and nodePublish are required.
   *
   * @default - `secret`
   */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for shared filesystems of OpenStack, provisioned by the Manila CSI driver.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/manila-csi-plugin/using-manila-csi-plugin.md
 */
export class ManilaStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: ManilaStorageClassProps) {
    props = propsOf(new.target, 'ManilaStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<ManilaStorageClassProps, typeof MANILA> = {
  shareType: 'type',
  shareNetworkId: 'shareNetworkID',
  availabilityZone: 'availability',
  autoTopology: 'autoTopology',
  groupId: 'groupID',
  affinity: 'affinity',
  antiAffinity: 'antiAffinity',
  shareMetadata: 'appendShareMetadata',
  cephfsMounter: 'cephfs-mounter',
  cephfsClientId: 'cephfs-clientID',
  cephfsKernelMountOptions: 'cephfs-kernelMountOptions',
  cephfsFuseMountOptions: 'cephfs-fuseMountOptions',
  nfsShareClient: 'nfs-shareClient',
};

function resolve(props: ManilaStorageClassProps): TypedClass<ManilaStorageClassProps> {
  requireProtocol(props);
  const secrets = requireSecrets(props);
  return {
    driver: MANILA,
    provisioner: props.driverName ?? manilaDriver(props.protocol),
    knownAs: manilaDriver(props.protocol),
    parameters: PARAMETERS,
    secrets,
    options: props.autoTopology ? { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER } : undefined,
  };
}

function requireProtocol(props: ManilaStorageClassProps): void {
  if (!Object.values(ManilaProtocol).includes(props.protocol)) invalid('protocol', props.protocol, 'one of nfs, cephfs');
}

/** The driver reads its credentials from these Secrets only. */
function requireSecrets({ secret, secrets }: ManilaStorageClassProps): CsiSecrets {
  const all = { provisioner: secret, controllerExpand: secret, nodeStage: secret, nodePublish: secret, ...secrets };
  const missing = Object.entries(all).find(([, value]) => value === undefined);
  if (missing) refuse('secret', `is required: the driver reads the OpenStack credentials of ${missing[0]} from it`);
  return all;
}
