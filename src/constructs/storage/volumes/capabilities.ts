import { AccessMode } from './modes';

/** Capabilities of the storage of a class. Claims are not checked against undefined, unknown capabilities. */
export interface StorageCapabilities {
  /** Access modes of volumes with a filesystem; an empty list means that they are not supported. @default - unknown */
  readonly filesystemModes?: AccessMode[];
  /** Access modes of raw block volumes; an empty list means that they are not supported. @default - unknown */
  readonly blockModes?: AccessMode[];
  /** Whether volumes can be expanded. @default - unknown */
  readonly expansion?: boolean;
  /** Whether VolumeSnapshots are supported. @default - unknown */
  readonly snapshots?: boolean;
  /** Whether volumes can be cloned. @default - unknown */
  readonly clones?: boolean;
  /** Whether mount options are supported. @default - unknown */
  readonly mountOptions?: boolean;
  /** Whether a VolumeAttributesClass can modify volumes. @default - unknown */
  readonly volumeAttributesClasses?: boolean;
  /** Topology keys of the volumes; an empty list means that all nodes can access them. @default - unknown */
  readonly topologyKeys?: string[];
}
