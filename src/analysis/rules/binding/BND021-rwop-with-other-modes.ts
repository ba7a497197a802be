import { accessModeLists } from './access-modes';
import { Rule } from '../rule';

export const BND021: Rule = {
  id: 'BND021',
  severity: 'error',
  title: 'ReadWriteOncePod together with other access modes',
  why: 'ReadWriteOncePod promises that a single pod writes. The API server refuses it next to another mode.',
  fix: 'Leave ReadWriteOncePod alone in the list, or remove it.',
  source: 'pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec',
  * check(view) {
    for (const { on, path, modes } of accessModeLists(view)) {
      if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
        yield { on, path, message: 'ReadWriteOncePod stands next to other access modes.' };
      }
    }
  },
};
