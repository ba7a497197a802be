/*
 * What CDI fills into a DataVolume of the `storage` form that says neither access modes nor volume mode.
 * Source: pkg/storagecapabilities/storagecapabilities.go of kubevirt/containerized-data-importer.
 */
import { driverNamed } from '../../../drivers';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Whether CDI has no access modes for the class, so that they must be given. */
export function isUnknownToCdi({ provisioner }: IStorageClass): boolean {
  return driverNamed(provisioner)?.storageProfile?.length === 0;
}

/** The volume mode that CDI chooses. Undefined where that is not known. */
export function modeByProfile(storageClass: IStorageClass | undefined, accessModes: AccessMode[] = []): VolumeMode | undefined {
  const profile = driverNamed(storageClass?.provisioner)?.storageProfile;
  if (!profile?.length) return undefined;
  const chosen = accessModes.length === 0 ? profile[0] : profile.find(({ accessMode }) => accessModes.includes(accessMode as AccessMode));
  return chosen?.volumeMode === 'Block' ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}
