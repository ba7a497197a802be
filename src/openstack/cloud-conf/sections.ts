import { Duration } from 'cdk8s';

/** Source of an instance's metadata. */
export enum MetadataSource {
  /** The config drive. */
  CONFIG_DRIVE = 'configDrive',
  /** The metadata service. */
  METADATA_SERVICE = 'metadataService',
}

/** Section `[Networking]`: addresses of nodes. Read by the CCM. */
export interface NetworkingSection {
  /** Reports no IPv6 addresses of nodes (`ipv6-support-disabled`). Read by the CCM. @default false */
  readonly ipv6SupportDisabled?: boolean;
  /** Networks whose addresses are external, by name (`public-network-name`). To 1.18 only one. Read by the CCM. @default - none; "public" to 1.16 */
  readonly publicNetworkName?: string[];

  /**
   * Networks whose addresses are internal, by name; other networks are ignored (`internal-network-name`). To 1.18 only one. Read by the CCM.
   *
   * @default - every network
   */
  readonly internalNetworkName?: string[];

  /**
   * CIDRs by which the addresses of a node are sorted (`address-sort-order`). Read by the CCM since 1.26.
   *
   * @default - as OpenStack lists them
   */
  readonly addressSortOrder?: string[];

  /** Keys that this library does not know, exactly as in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[Metadata]`. Read by the CCM, and by Cinder CSI since 1.16. */
export interface MetadataSection {
  /**
   * Where to look for the metadata of a node, in this order (`search-order`). Read by the CCM, by Cinder CSI since 1.16.
   *
   * @default - the config drive, then the metadata service
   */
  readonly searchOrder?: MetadataSource[];

  /**
   * Timeout of every OpenStack request of the CCM (`request-timeout`). Cinder CSI does not use it. Read by the CCM, by Cinder CSI since 1.16.
   *
   * @default Duration.seconds(60)
   */
  readonly requestTimeout?: Duration;

  /** Keys that this library does not know, exactly as in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[Route]`: the route controller. Read by the CCM. */
export interface RouteSection {
  /**
   * UUID of the router to which routes to pods are added (`router-id`). The CCM also needs `--cluster-cidr` and its route controller, and it
   * deletes routes of that router that it did not create. Read by the CCM.
   *
   * @default - no routes
   */
  readonly routerId?: string;

  /** Keys that this library does not know, exactly as in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[BlockStorage]`. Read by Cinder CSI; by the CCM to 1.23. */
export interface BlockStorageSection {
  /**
   * How many volumes a node can attach, 1 to 256 (`node-volume-attach-limit`). Read by Cinder CSI. Set it from 1.32 on: upstream documents 256 as
   * default, but the driver reports no limit.
   *
   * @default - 256 to 1.31, no limit since
   */
  readonly nodeVolumeAttachLimit?: number;

  /** Rescans a block device before its file system grows (`rescan-on-resize`). Read by Cinder CSI since 1.18. @default false */
  readonly rescanOnResize?: boolean;
  /** Ignores Nova's zone for volumes and topology (`ignore-volume-az`). Read by the CCM to 1.23, by Cinder CSI since 1.20. @default false */
  readonly ignoreVolumeAz?: boolean;
  /** Works with a Cinder without microversions (`ignore-volume-microversion`). Read by Cinder CSI since 1.25. @default false */
  readonly ignoreVolumeMicroversion?: boolean;
  /** Version of Cinder's API, "v1", "v2", "v3" or "auto" (`bs-version`). Read by the CCM to 1.23. @default "auto" */
  readonly bsVersion?: string;
  /** Trusts the device path that Cinder reports (`trust-device-path`). Read by the CCM to 1.23. @default false */
  readonly trustDevicePath?: boolean;
  /** Keys that this library does not know, exactly as in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}
