import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP004: Rule = {
  id: 'INP004',
  severity: 'warning',
  title: 'The same key twice in a map',
  why: 'kubectl takes the last of them without a word, other tools the first, and `kubectl apply` with strict validation refuses the document.',
  fix: 'Keep one of the two.',
  check: (view) => problems(view, ProblemCode.DUPLICATE_KEY),
};
