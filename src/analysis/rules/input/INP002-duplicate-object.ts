import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { rule } from '../rule';

export const INP002 = rule('INP002', (view) => problems(view, ProblemCode.DUPLICATE));
