import { reported } from './topics';
import { rule } from '../rule';

export const CFG013 = rule('CFG013', function* (view) {
  yield* reported(view, 'CFG013');
});
