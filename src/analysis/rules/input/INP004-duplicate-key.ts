import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP004: Rule = {
  id: 'INP004',
  severity: 'warning',
  title: 'Duplicate key in a map',
  why: 'Parsers disagree about duplicate keys: kubectl uses the last value, other tools the first. With strict validation, `kubectl '
    + 'apply` rejects the document.',
  fix: 'Keep one of the duplicate keys.',
  check: (view) => problems(view, ProblemCode.DUPLICATE_KEY),
};
