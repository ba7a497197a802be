import { reported } from './topics';
import { rule } from '../rule';

export const CFG017 = rule('CFG017', function* (view) {
  yield* reported(view, 'CFG017');
});
