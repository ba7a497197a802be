import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP002: Rule = {
  id: 'INP002',
  severity: 'warning',
  title: 'Duplicate object',
  why: 'Two objects with the same kind, namespace and name are one object in the cluster: the one applied last overwrites the other. '
    + 'All other results use the first one.',
  fix: 'Remove or rename one of them. Use --each to check folders that describe separate clusters.',
  check: (view) => problems(view, ProblemCode.DUPLICATE),
};
