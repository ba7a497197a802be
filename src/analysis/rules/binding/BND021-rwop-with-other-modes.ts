import { accessModeLists } from './access-modes';
import { Rule } from '../rule';

export const BND021: Rule = {
  id: 'BND021',
  severity: 'error',
  title: 'ReadWriteOncePod combined with other access modes',
  why: 'ReadWriteOncePod guarantees that a single pod uses the volume. The API server rejects it in combination with another mode.',
  fix: 'Keep ReadWriteOncePod as the only mode, or remove it.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  * check(view) {
    for (const { on, path, modes } of accessModeLists(view)) {
      if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
        yield { on, path, message: 'ReadWriteOncePod cannot be combined with other access modes.' };
      }
    }
  },
};
