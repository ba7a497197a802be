import { ReclaimPolicy, TopologyLabel, VolumeBindingMode } from '../../storage';
import { LocalPathParameters } from '../../storage/classes/local/local-path-parameters';

/**
 * A StorageClass of the local path provisioner. It serves filesystem claims only, takes no notice of their size, ignores mount options and
 * never resizes.
 */
export interface LocalPathClass extends LocalPathParameters {
  /** Name of the StorageClass. */
  readonly name: string;

  /** Whether the StorageClass is emitted. @default true */
  readonly createStorageClass?: boolean;

  /** Makes this the class of all claims that name none. @default false */
  readonly isDefault?: boolean;

  /** What becomes of the directory when its claim is deleted. @default ReclaimPolicy.DELETE */
  readonly reclaimPolicy?: ReclaimPolicy;

  /** When claims get their volume. Directories on nodes need a consumer, which says on which node. @default VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER */
  readonly volumeBindingMode?: VolumeBindingMode;

  /** Lets claims grow on paper; nothing resizes them. @default - as the naming has it: not with manifests, true with the chart */
  readonly allowVolumeExpansion?: boolean;

  /** Where volumes may be made: each entry is a node label with its allowed values, and all must hold. @default - everywhere */
  readonly allowedTopologies?: TopologyLabel[];

  /** Further places besides `allowedTopologies`, each of the same form: one of them must hold. @default - none */
  readonly otherTopologies?: TopologyLabel[][];

  /** Parameters that this library does not know. @default - none */
  readonly extraParameters?: { [key: string]: string };

  /** Labels. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations. @default - none */
  readonly annotations?: { [key: string]: string };
}
