import { ClassSettings } from '../../storage/classes/class-settings';
import { LocalPathParameters } from '../../storage/classes/local/local-path-parameters';

/** A StorageClass of the local-path-provisioner. It serves filesystem claims only, does not enforce their size, and has no mount options. */
export interface LocalPathClass extends LocalPathParameters, ClassSettings {
  /** Name of the StorageClass. */
  readonly name: string;
  /** Emits the StorageClass. @default true */
  readonly createStorageClass?: boolean;
}
