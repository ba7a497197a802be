import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { rule } from '../rule';

export const INP004 = rule('INP004', (view) => problems(view, ProblemCode.DUPLICATE_KEY));
