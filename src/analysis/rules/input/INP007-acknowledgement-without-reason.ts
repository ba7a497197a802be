import { Rule } from '../rule';

/** The engine creates its findings, together with those of INP006. */
export const INP007: Rule = {
  id: 'INP007',
  severity: 'warning',
  title: 'Acknowledgement without a reason',
  why: 'The reason tells the next reader why the finding is acceptable. An acknowledgement without one is ignored.',
  fix: 'Write it as "RULE=reason", and separate several with semicolons.',
  check: () => [],
};
