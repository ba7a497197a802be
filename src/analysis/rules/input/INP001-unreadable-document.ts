import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP001: Rule = {
  id: 'INP001',
  severity: 'error',
  title: 'Document that cannot be read',
  why: 'What cannot be parsed cannot be applied either, and nothing is known about the objects in it: the other answers leave them out.',
  fix: 'Correct the document; the objects around it were read.',
  check: (view) => problems(view, ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE),
};
