import { list } from '../../../core/fields';
import { specPath } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

export const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** The access modes of every volume, claim and claim template. */
export function* accessModeLists(view: View): Iterable<{ on: ManifestObject; path: string; modes: any[] }> {
  for (const volume of view.volumes) yield { on: volume, path: 'spec.accessModes', modes: list(volume.spec.accessModes) };
  for (const claim of view.claims) yield { on: claim.item, path: specPath(claim, 'accessModes'), modes: list(claim.spec.accessModes) };
}
