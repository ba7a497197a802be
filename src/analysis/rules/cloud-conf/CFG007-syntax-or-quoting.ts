import { reported } from './topics';
import { rule } from '../rule';

export const CFG007 = rule('CFG007', function* (view) {
  yield* reported(view, 'CFG007');
});
