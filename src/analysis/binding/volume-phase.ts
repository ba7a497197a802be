/*
 * The phase of a volume.
 * Mirrors pv_controller.go (syncVolume, reclaimVolume, findDeletablePlugin), pkg/volume/hostpath.
 */
import { VolumeResult } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { fields, text } from '../../core/fields';
import { MIGRATED_TO, PROVISIONED_BY } from '../../kubernetes/annotations';
import { isInTreeProvisioner, volumePlugin } from '../../kubernetes/volume-plugins';
import { Volume } from '../model/admitted';

export function volumePhases(cluster: ClusterIndex, { volume, bound }: VolumeResult): string[] {
  if (bound === 'always') return ['Bound'];
  const unbound = syncVolume(cluster, volume);
  return bound === 'never' ? [unbound] : [unbound, 'Bound'];
}

/** The phase of a volume that no claim is bound to. */
function syncVolume(cluster: ClusterIndex, volume: Volume): string {
  const { claimRef } = volume;
  if (!claimRef || claimRef.uid === '') return 'Available';
  const claim = cluster.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`);
  return claim && !claim.goes && claim.uid === claimRef.uid ? 'Available' : reclaimVolume(volume);
}

/** The phase of a volume whose claim is gone. */
function reclaimVolume(volume: Volume): string {
  if (volume.phase === 'Failed') return 'Failed';
  const { annotations } = volume.item;
  if (annotations[MIGRATED_TO]) return 'Released';
  switch (volume.reclaimPolicy) {
    case 'Delete': return findDeletablePlugin(volume, annotations[PROVISIONED_BY]) ? 'Released' : 'Failed';
    case 'Recycle': return 'Failed'; // what a plugin recycles has no claimRef any more, or one without uid
    default: return 'Released';
  }
}

/** Whether a plugin or a CSI driver deletes the volume; otherwise the controller marks it as Failed. */
function findDeletablePlugin(volume: Volume, provisionedBy: string | undefined): boolean {
  const plugin = volumePlugin(volume.source);
  if (volume.source === 'csi' || plugin?.driver || (provisionedBy && !isInTreeProvisioner(provisionedBy))) return true;
  const path = text(fields(fields(volume.item.object.spec).hostPath).path);
  return volume.source === 'hostPath' && /^\/tmp\/.+/.test(path ?? '');
}
