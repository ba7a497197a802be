import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP002: Rule = {
  id: 'INP002',
  severity: 'warning',
  title: 'The same object twice',
  why: 'Objects of one kind, namespace and name are one object: whichever is applied last overwrites the other, and the order of files decides. '
    + 'All other answers take the first.',
  fix: 'Remove or rename one of them. Folders that hold a cluster each are checked with --each.',
  check: (view) => problems(view, ProblemCode.DUPLICATE),
};
