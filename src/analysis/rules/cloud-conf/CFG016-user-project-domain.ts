import { reported } from './topics';
import { rule } from '../rule';

export const CFG016 = rule('CFG016', function* (view) {
  yield* reported(view, 'CFG016');
});
