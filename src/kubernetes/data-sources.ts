import { Fields } from '../core/fields';

/** API group of VolumeSnapshots. */
export const SNAPSHOT_GROUP = 'snapshot.storage.k8s.io';

/**
 * Whether the API server keeps a `dataSource`: it drops all but claims and snapshots silently where no dataSourceRef is set.
 * Source: EnforceDataSourceBackwardsCompatibility of pkg/api/persistentvolumeclaim/util.go.
 */
export function isKeptDataSource({ apiGroup, kind }: Fields): boolean {
  return (kind === 'PersistentVolumeClaim' && !apiGroup) || (kind === 'VolumeSnapshot' && apiGroup === SNAPSHOT_GROUP);
}
