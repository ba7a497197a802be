import { reported } from './topics';
import { rule } from '../rule';

export const CFG015 = rule('CFG015', function* (view) {
  yield* reported(view, 'CFG015');
});
