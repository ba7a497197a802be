import { ACCESS_MODES, accessModeLists } from './access-modes';
import { shown } from '../../../core/words';
import { Rule } from '../rule';

export const BND020: Rule = {
  id: 'BND020',
  severity: 'error',
  title: 'Unknown access mode',
  why: 'The API accepts ReadWriteOnce, ReadOnlyMany, ReadWriteMany and ReadWriteOncePod, spelled exactly so. The abbreviations that '
    + 'kubectl prints pass a schema check, but the API server rejects the object.',
  fix: 'Use the full name of an access mode.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  * check(view) {
    for (const { on, path, modes } of accessModeLists(view)) {
      for (const [i, mode] of modes.entries()) {
        if (ACCESS_MODES.includes(mode)) continue;
        const written = typeof mode === 'string' ? mode : '';
        const meant = SHORT_MODES[written.toUpperCase()] ?? ACCESS_MODES.find((known) => known.toLowerCase() === written.toLowerCase());
        yield { on, path: `${path}[${i}]`, message: `unknown access mode "${shown(mode)}".`, fix: meant ? `Write ${meant}.` : undefined };
      }
    }
  },
};

const SHORT_MODES: { [short: string]: string } = { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' };
