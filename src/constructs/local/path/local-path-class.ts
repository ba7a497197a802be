import { ReclaimPolicy, VolumeBindingMode } from '../../storage';
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
  /** Marks the class as default: claims that name no class get it. @default false */
  readonly isDefault?: boolean;
  /** What happens to the directory when its claim is deleted. @default ReclaimPolicy.DELETE */
  readonly reclaimPolicy?: ReclaimPolicy;

  /**
   * When claims are bound, and their volumes provisioned. Directories on nodes need a consumer, which says on which node.
   *
   * @default VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER
   */
  readonly volumeBindingMode?: VolumeBindingMode;

  /** Lets claims grow on paper; nothing resizes them. @default - as the naming has it: not with manifests, true with the chart */
  readonly allowVolumeExpansion?: boolean;
  /** Allowed values by node label, all of which must match: restricts where volumes are provisioned. @default - no restriction */
  readonly allowedTopologies?: { [label: string]: string[] };
  /** Alternative terms to `allowedTopologies`, of the same form: a node must match one of the terms. @default - none */
  readonly otherTopologies?: Array<{ [label: string]: string[] }>;
  /** Parameters that this library does not know. @default - none */
  readonly extraParameters?: { [key: string]: string };
  /** Labels. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations. @default - none */
  readonly annotations?: { [key: string]: string };
}
