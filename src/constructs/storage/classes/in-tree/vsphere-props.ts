import { StorageClassOptions } from '../storage-class';

/** Formats of vSphere disks. */
export enum VsphereDiskFormat {
  /** Thin. */
  THIN = 'thin',
  /** Thick, zeroed when written. */
  ZEROED_THICK = 'zeroedthick',
  /** Thick, zeroed at once. */
  EAGER_ZEROED_THICK = 'eagerzeroedthick',
}

/** Properties for `InTreeStorageClass.vsphere`. */
export interface InTreeVsphereStorageClassProps extends StorageClassOptions {
  /** Format of the disks. Parameter `diskformat`. @default - the plugin's: VsphereDiskFormat.THIN */
  readonly diskFormat?: VsphereDiskFormat;
  /** Datastore. Parameter `datastore`. @default - that of the configuration */
  readonly datastore?: string;
  /** Storage policy. Parameter `storagePolicyName`. @default - none */
  readonly storagePolicyName?: string;
}
