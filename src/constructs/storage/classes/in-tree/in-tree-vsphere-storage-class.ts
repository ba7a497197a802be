import { Construct } from 'constructs';
import { IN_TREE_VSPHERE } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Formats of vSphere disks. */
export enum VsphereDiskFormat {
  /** Thin. */
  THIN = 'thin',
  /** Thick, zeroed when written. */
  ZEROED_THICK = 'zeroedthick',
  /** Thick, zeroed at once. */
  EAGER_ZEROED_THICK = 'eagerzeroedthick',
}

/** Properties for `InTreeVsphereStorageClass`. */
export interface InTreeVsphereStorageClassProps extends StorageClassOptions {
  /** Format of the disks. Parameter `diskformat`. @default - the plugin's: VsphereDiskFormat.THIN */
  readonly diskFormat?: VsphereDiskFormat;

  /** Datastore. Parameter `datastore`. @default - that of the configuration */
  readonly datastore?: string;

  /** Storage policy. Parameter `storagePolicyName`. @default - none */
  readonly storagePolicyName?: string;
}

/** A StorageClass of the vSphere plugin, part of Kubernetes to 1.29; csi.vsphere.vmware.com serves it since. */
export class InTreeVsphereStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeVsphereStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'vsphereVolume', IN_TREE_VSPHERE, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeVsphereStorageClassProps, typeof IN_TREE_VSPHERE> = {
  diskFormat: 'diskformat',
  datastore: 'datastore',
  storagePolicyName: 'storagePolicyName',
};
