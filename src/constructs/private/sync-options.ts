import { CONFIRMED, SKIPS_UNKNOWN_KINDS, SYNC_OPTIONS } from '../../kubernetes/argo';
import { groupOf } from '../../kubernetes/kinds';

const HOLDS_DATA = new Set(['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'DataVolume', 'VolumeSnapshot', 'VolumeSnapshotContent']);

/** What is read of an object. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly annotations?: { [key: string]: string } };
  readonly spec?: any;
}

/** What the cluster asks for. */
interface Asked {
  readonly dataNeedsConfirmation: boolean;
  readonly kindsMayBeMissing: boolean;
}

/** The sync options of an object; those that it has already win. Undefined where none are to be added. */
export function syncOptions(manifest: Manifest, asked: Asked): string | undefined {
  const own = (manifest.metadata.annotations?.[SYNC_OPTIONS] ?? '').split(',').map((option) => option.trim()).filter(Boolean);
  const added = [
    ...asked.dataNeedsConfirmation && holdsData(manifest) ? CONFIRMED.split(',') : [],
    ...asked.kindsMayBeMissing && isCustom(manifest) ? [SKIPS_UNKNOWN_KINDS] : [],
  ].filter((option) => !own.some((other) => other.split('=')[0] === option.split('=')[0]));
  return added.length ? [...own, ...added].join(',') : undefined;
}

function holdsData({ kind, spec }: Manifest): boolean {
  return HOLDS_DATA.has(kind) || kind === 'StatefulSet' && spec?.volumeClaimTemplates?.length > 0;
}

/** Kubernetes' own groups have no dot, or end with .k8s.io; snapshots are custom resources in one of those. */
function isCustom({ apiVersion }: Manifest): boolean {
  const group = groupOf(apiVersion);
  return group.includes('.') && !group.endsWith('.k8s.io') || group === 'snapshot.storage.k8s.io';
}
