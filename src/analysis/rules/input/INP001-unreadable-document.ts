import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { rule } from '../rule';

export const INP001 = rule('INP001', (view) => problems(view, ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE));
