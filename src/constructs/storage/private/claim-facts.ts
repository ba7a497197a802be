import { IPersistentVolumeClaim } from 'cdk8s-plus-28';
import { StorageCapabilities } from '../capabilities';
import { VolumeMode } from '../modes';

/*
 * A claim may be ours, one of cdk8s-plus, or one that is known by name only. What is known of it is read from the properties that it has.
 */

/** The volume mode of a claim; Filesystem, as Kubernetes has it, where it is not known. */
export function volumeModeOf(claim: IPersistentVolumeClaim): VolumeMode {
  return (claim as any).volumeMode === VolumeMode.BLOCK ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}

/** What the storage of a claim can do, as far as it is known. */
export function capabilitiesOf(claim: IPersistentVolumeClaim): StorageCapabilities {
  return (claim as any).storageClass?.capabilities ?? {};
}
