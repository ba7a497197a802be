import { Rule } from '../rule';

/** The engine makes its findings, beside those of INP006. */
export const INP007: Rule = {
  id: 'INP007',
  severity: 'warning',
  title: 'Acknowledgement without a reason',
  why: 'An acknowledgement tells the next reader why something that looks wrong is right. Without a reason it closes nothing.',
  fix: 'Write it as "RULE=reason", several separated by semicolons.',
  check: () => [],
};
