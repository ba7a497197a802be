import { AccessMode } from './modes';

/** What the storage of a class can do. A property that is left out is unknown, and claims are not checked against it. */
export interface StorageCapabilities {
  /** Access modes of volumes with a filesystem; an empty list means that the storage has none. @default - unknown */
  readonly filesystemModes?: AccessMode[];

  /** Access modes of raw block volumes; an empty list means that the storage has none. @default - unknown */
  readonly blockModes?: AccessMode[];

  /** Whether a volume can grow. @default - unknown */
  readonly expansion?: boolean;

  /** Whether VolumeSnapshots can be taken. @default - unknown */
  readonly snapshots?: boolean;

  /** Whether a claim can start as a copy of another claim. @default - unknown */
  readonly clones?: boolean;

  /** Whether mount options reach the mount. @default - unknown */
  readonly mountOptions?: boolean;

  /** Whether a VolumeAttributesClass can change a volume. @default - unknown */
  readonly attributesClasses?: boolean;

  /** Node labels that the volumes of the class may be tied to; an empty list means that they are reachable from everywhere. @default - unknown */
  readonly topologyKeys?: string[];
}
