import { list } from '../../../core/fields';
import { shown } from '../../../core/words';
import { specPath } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, rule } from '../rule';

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

const SHORT_MODES: { [short: string]: string } = { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' };

export const BND020 = rule('BND020', function* (view) {
  for (const { on, path, modes } of accessModeLists(view)) {
    for (const [i, mode] of modes.entries()) {
      if (ACCESS_MODES.includes(mode)) continue;
      const written = typeof mode === 'string' ? mode : '';
      const meant = SHORT_MODES[written.toUpperCase()] ?? ACCESS_MODES.find((known) => known.toLowerCase() === written.toLowerCase());
      yield about(on, `${path}[${i}]`, `unknown access mode "${shown(mode)}".`, { fix: meant ? `Write ${meant}.` : undefined });
    }
  }
});

export const BND021 = rule('BND021', function* (view) {
  for (const { on, path, modes } of accessModeLists(view)) {
    if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
      yield about(on, path, 'ReadWriteOncePod cannot be combined with other access modes.');
    }
  }
});

/** The access modes of every volume, claim and claim template. */
function* accessModeLists(view: View): Iterable<{ on: ManifestObject; path: string; modes: any[] }> {
  for (const volume of view.volumes) yield { on: volume, path: 'spec.accessModes', modes: list(volume.spec.accessModes) };
  for (const claim of view.claims) yield { on: claim.item, path: specPath(claim, 'accessModes'), modes: list(claim.spec.accessModes) };
}
