import { reported } from './topics';
import { rule } from '../rule';

export const CFG014 = rule('CFG014', function* (view) {
  yield* reported(view, 'CFG014');
});
