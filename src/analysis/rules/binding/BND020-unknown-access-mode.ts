import { ACCESS_MODES, accessModeLists } from './access-modes';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const BND020 = rule('BND020', function* (view) {
  for (const { on, path, modes } of accessModeLists(view)) {
    for (const [i, mode] of modes.entries()) {
      if (ACCESS_MODES.includes(mode)) continue;
      const written = typeof mode === 'string' ? mode : '';
      const meant = SHORT_MODES[written.toUpperCase()] ?? ACCESS_MODES.find((known) => known.toLowerCase() === written.toLowerCase());
      yield { on, path: `${path}[${i}]`, message: `unknown access mode "${shown(mode)}".`, fix: meant ? `Write ${meant}.` : undefined };
    }
  }
});

const SHORT_MODES: { [short: string]: string } = { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' };
