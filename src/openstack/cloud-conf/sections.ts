import { Duration } from 'cdk8s';

/** Where the metadata of an instance come from. */
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
   * Networks whose addresses are internal, by name; others are left out (`internal-network-name`). To 1.18 only one. Read by the CCM.
   *
   * @default - every network
   */
  readonly internalNetworkName?: string[];

  /**
   * CIDRs that order the addresses of a node, first ones first (`address-sort-order`). Read by the CCM since 1.26.
   *
   * @default - as OpenStack lists them
   */
  readonly addressSortOrder?: string[];

  /** Keys that this library does not know, as they stand in the file. @default - none */
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
   * Time limit of every call that the CCM makes to OpenStack (`request-timeout`). Cinder CSI does not use it. Read by the CCM, by Cinder CSI since 1.16.
   *
   * @default Duration.seconds(60)
   */
  readonly requestTimeout?: Duration;

  /** Keys that this library does not know, as they stand in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[Route]`: the route controller. Read by the CCM. */
export interface RouteSection {
  /**
   * UUID of the router that gets the routes to pods (`router-id`). The CCM then also needs `--cluster-cidr` and its route controller, and it
   * deletes routes of that router that it does not know. Read by the CCM.
   *
   * @default - no routes
   */
  readonly routerId?: string;

  /** Keys that this library does not know, as they stand in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[BlockStorage]`. Read by Cinder CSI; by the CCM to 1.23. */
export interface BlockStorageSection {
  /**
   * Volumes that a node may have attached, 1 to 256 (`node-volume-attach-limit`). Read by Cinder CSI. State it from 1.32 on: unset means 256 in
   * the docs, but the driver then reports no limit.
   *
   * @default - 256 to 1.31, no limit since
   */
  readonly nodeVolumeAttachLimit?: number;

  /** Rescans a block device before its file system grows (`rescan-on-resize`). Read by Cinder CSI since 1.18. @default false */
  readonly rescanOnResize?: boolean;

  /** Keeps Nova's zone out of volumes and topology (`ignore-volume-az`). Read by the CCM to 1.23, by Cinder CSI since 1.20. @default false */
  readonly ignoreVolumeAz?: boolean;

  /** Works with a Cinder without microversions (`ignore-volume-microversion`). Read by Cinder CSI since 1.25. @default false */
  readonly ignoreVolumeMicroversion?: boolean;

  /** Version of Cinder's API, "v1", "v2", "v3" or "auto" (`bs-version`). Read by the CCM to 1.23. @default "auto" */
  readonly bsVersion?: string;

  /** Trusts the device path that Cinder reports (`trust-device-path`). Read by the CCM to 1.23. @default false */
  readonly trustDevicePath?: boolean;

  /** Keys that this library does not know, as they stand in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}
