/*
 * CDI's defaults for a DataVolume of the `storage` form without access modes and volume mode.
 * Source: pkg/storagecapabilities/storagecapabilities.go of kubevirt/containerized-data-importer.
 */
import { driverNamed } from '../../../drivers';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Whether CDI has no default access modes for the class, so that they are required. */
export function isUnknownToCdi({ provisioner }: IStorageClass): boolean {
  return driverNamed(provisioner)?.storageProfile?.length === 0;
}

/** The volume mode that CDI chooses. Undefined if unknown. */
export function modeByProfile(storageClass: IStorageClass | undefined, accessModes: AccessMode[] = []): VolumeMode | undefined {
  const profile = driverNamed(storageClass?.provisioner)?.storageProfile;
  if (!profile?.length) return undefined;
  const chosen = accessModes.length === 0 ? profile[0] : profile.find(({ accessMode }) => accessModes.includes(accessMode as AccessMode));
  return chosen?.volumeMode === 'Block' ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}
