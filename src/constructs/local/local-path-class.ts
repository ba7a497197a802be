import { LocalPathVolumeType, ReclaimPolicy, TopologyLabel, VolumeBindingMode } from '../storage';

/**
 * A StorageClass of the local path provisioner. It serves filesystem claims only, takes no notice of their size, ignores mount options and
 * never resizes.
 */
export interface LocalPathClass {
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

  /** Kind of the volumes; a claim's annotation `volumeType` wins. Since v0.0.24. @default - the program's: LocalPathVolumeType.HOST_PATH */
  readonly volumeType?: LocalPathVolumeType;

  /** The one directory to use, of those that the storage lists. Since v0.0.24. @default - one of them at random */
  readonly nodePath?: string;

  /**
   * Template of the directory's name, of Go's text/template with `.PVName` and `.PVC` (name, namespace, labels, annotations). Since v0.0.33 it
   * must begin with "{{ .PVC.Namespace }}/{{ .PVC.Name }}/".
   *
   * @default - the program's: "{{.PVName}}_{{.PVC.Namespace}}_{{.PVC.Name}}"
   */
  readonly pathPattern?: string;

  /** Takes any `pathPattern`: claims can then reach directories of others. Since v0.0.34. @default false */
  readonly allowUnsafePathPattern?: boolean;

  /**
   * Label of nodes that ties volumes to their node. With any other than the default, and wherever that label is not the Node's name, the
   * provisioner does not find the node again and leaves the data of deleted volumes behind. Since v0.0.35.
   *
   * @default - the program's: "kubernetes.io/hostname"
   */
  readonly nodeAffinityKey?: string;

  /** Template of the owner, for the setup script as VOL_USER; the stock script ignores it. Since v0.0.37. @default - none */
  readonly userPattern?: string;

  /** Template of the group, for the setup script as VOL_GROUP; the stock script ignores it. Since v0.0.37. @default - none */
  readonly groupPattern?: string;

  /** Template of the mode, for the setup script as VOL_PERM; the stock script ignores it. Since v0.0.37. @default - none */
  readonly permPattern?: string;

  /** Where volumes may be made: each entry is a node label with its allowed values, and all must hold. @default - everywhere */
  readonly allowedTopologies?: TopologyLabel[];

  /** Parameters that this library does not know. @default - none */
  readonly extraParameters?: { [key: string]: string };

  /** Labels. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations. @default - none */
  readonly annotations?: { [key: string]: string };
}
