import { reported } from './topics';
import { rule } from '../rule';

export const CFG003 = rule('CFG003', function* (view) {
  yield* reported(view, 'CFG003');
});
