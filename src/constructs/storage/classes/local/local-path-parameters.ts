import { LocalPathVolumeType } from './local-path-volume-type';

/** What the local-path-provisioner reads of a StorageClass. @internal */
export interface LocalPathParameters {
  /**
   * Kind of the volumes; a claim's annotation `volumeType` wins. Annotation `defaultVolumeType`, since v0.0.24.
   *
   * @default - the provisioner's: LocalPathVolumeType.HOST_PATH
   */
  readonly volumeType?: LocalPathVolumeType;

  /**
   * The one directory to use, of those that the provisioner is configured with. Parameter `nodePath`, since v0.0.24.
   *
   * @default - one of them at random
   */
  readonly nodePath?: string;

  /**
   * Template of the directory's name, of Go's text/template with `.PVName` and `.PVC` (name, namespace, labels, annotations). Since v0.0.33 it
   * must begin with "{{ .PVC.Namespace }}/{{ .PVC.Name }}/". Parameter `pathPattern`.
   *
   * @default - the provisioner's: "{{.PVName}}_{{.PVC.Namespace}}_{{.PVC.Name}}"
   */
  readonly pathPattern?: string;

  /**
   * Allows any `pathPattern`, which lets claims access directories of other claims. Parameter `allowUnsafePathPattern`, since v0.0.34; parameters
   * of a class
   * that exists cannot be changed, so give that one the annotation of the same name instead.
   *
   * @default false
   */
  readonly allowUnsafePathPattern?: boolean;

  /**
   * Node label in the node affinity of volumes. If its value differs from the name of the Node, the provisioner does not find the node of a
   * deleted volume and leaves its data on the disk. Parameter `nodeAffinityKey`, since v0.0.35.
   *
   * @default - the provisioner's: "kubernetes.io/hostname"
   */
  readonly nodeAffinityKey?: string;

  /** Template of the owner, for the setup script as VOL_USER; the stock script ignores it. Parameter `userPattern`, since v0.0.37. @default - none */
  readonly userPattern?: string;

  /**
   * Template of the group, for the setup script as VOL_GROUP; the stock script ignores it. Parameter `groupPattern`, since v0.0.37.
   *
   * @default - none
   */
  readonly groupPattern?: string;

  /** Template of the mode, for the setup script as VOL_PERM; the stock script ignores it. Parameter `permPattern`, since v0.0.37. @default - none */
  readonly permPattern?: string;
}
