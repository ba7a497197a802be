/*
 * The phase of a volume.
 * Source: pv_controller.go (syncVolume, reclaimVolume, findDeletablePlugin), pkg/volume/hostpath.
 */
import { Facts } from './facts';
import { VolumeFate } from './fates';
import { fields, text } from '../../core/fields';
import { Volume } from '../model/model';

const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const MIGRATED_TO = 'pv.kubernetes.io/migrated-to';
/** Sources that their own CSI drivers take care of. */
const EXTERNAL = ['csi', 'cinder', 'awsElasticBlockStore', 'gcePersistentDisk', 'azureDisk', 'azureFile', 'vsphereVolume', 'portworxVolume'];

export function phases(facts: Facts, { volume, taken }: VolumeFate): string[] {
  if (taken === 'always') return ['Bound'];
  const free = unboundPhase(facts, volume);
  return taken === 'never' ? [free] : [free, 'Bound'];
}

function unboundPhase(facts: Facts, volume: Volume): string {
  const { claimRef } = volume;
  if (!claimRef || claimRef.uid === '') return 'Available';
  const claim = facts.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`);
  return claim && claim.uid === claimRef.uid ? 'Available' : reclaimed(volume);
}

/** The claim that the volume was bound to is gone. */
function reclaimed(volume: Volume): string {
  if (volume.phase === 'Failed') return 'Failed';
  const { annotations } = volume.item;
  if (annotations[MIGRATED_TO]) return 'Released';
  switch (volume.reclaimPolicy) {
    case 'Delete': return isDeletable(volume, annotations[PROVISIONED_BY]) ? 'Released' : 'Failed';
    case 'Recycle': return volume.source === 'nfs' || volume.source === 'hostPath' ? 'Released' : 'Failed';
    default: return 'Released';
  }
}

/** Whether the controller deletes the volume, or leaves that to somebody else; otherwise it marks it as failed. */
function isDeletable(volume: Volume, provisionedBy: string | undefined): boolean {
  if (EXTERNAL.includes(volume.source) || (provisionedBy && !provisionedBy.startsWith('kubernetes.io/'))) return true;
  const path = text(fields(fields(volume.item.object.spec).hostPath).path);
  return volume.source === 'hostPath' && /^\/tmp\/.+/.test(path ?? '');
}
