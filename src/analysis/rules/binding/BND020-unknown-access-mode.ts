import { ACCESS_MODES, accessModeLists } from './access-modes';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const BND020: Rule = {
  id: 'BND020',
  severity: 'error',
  title: 'Unknown access mode',
  why: 'The API knows ReadWriteOnce, ReadOnlyMany, ReadWriteMany and ReadWriteOncePod, spelled exactly so. The short forms that kubectl prints are no values; '
    + 'schema checks let them pass, and the API server refuses the object.',
  fix: 'Spell the mode out.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  * check(view) {
    for (const { on, path, modes } of accessModeLists(view)) {
      for (const [i, mode] of modes.entries()) {
        if (ACCESS_MODES.includes(mode)) continue;
        const written = typeof mode === 'string' ? mode : '';
        const meant = SHORT_MODES[written.toUpperCase()] ?? ACCESS_MODES.find((known) => known.toLowerCase() === written.toLowerCase());
        yield { on, path: `${path}[${i}]`, message: `"${shown(mode)}" is no access mode.`, fix: meant ? `Write ${meant}.` : undefined };
      }
    }
  },
};

const SHORT_MODES: { [short: string]: string } = { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' };
