import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP001: Rule = {
  id: 'INP001',
  severity: 'error',
  title: 'Unreadable document',
  why: 'A document that cannot be parsed cannot be applied. Its objects are unknown, so all other results leave them out.',
  fix: 'Correct the document. The other documents of the input were read.',
  check: (view) => problems(view, ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE),
};
