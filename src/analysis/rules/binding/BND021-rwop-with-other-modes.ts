import { accessModeLists } from './access-modes';
import { rule } from '../rule';

export const BND021 = rule('BND021', function* (view) {
  for (const { on, path, modes } of accessModeLists(view)) {
    if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
      yield { on, path, message: 'ReadWriteOncePod cannot be combined with other access modes.' };
    }
  }
});
